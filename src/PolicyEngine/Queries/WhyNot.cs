using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Why no rule let a flow through that is denied by default: the rules that came nearest.</summary>
/// <param name="Nearest">
/// At most three, nearest first: those that name the other side and miss the traffic, then those that fail the fewest
/// conditions on the other side; among equals in the order of evaluation.
/// </param>
/// <param name="Others">How many more rules might have let it through.</param>
public sealed record WhyNot(ImmutableArray<NearestRule> Nearest, int Others)
{
    private const int MaxNearest = 3;

    /// <summary>Ranks the rules that were considered; null where no default denied.</summary>
    internal static WhyNot? Of(Decision decision, ImmutableArray<TraceStep> steps)
    {
        if (!decision.IsDenialByDefault)
        {
            return null;
        }

        List<NearestRule> rules = Written(decision, steps);
        return new WhyNot(
            [.. rules.OrderBy(rule => rule.Step.Mismatch!.Distance).Take(MaxNearest)],
            Math.Max(0, rules.Count - MaxNearest));
    }

    /// <summary>Each written rule once, by the nearest of the rules made of it.</summary>
    private static List<NearestRule> Written(Decision decision, ImmutableArray<TraceStep> steps)
    {
        var rules = new List<NearestRule>();
        foreach (TraceStep step in steps)
        {
            if (step.Mismatch is not { } mismatch || !WouldHelp(step, decision))
            {
                continue;
            }

            if (rules is [.., var last] && IsSameWritten(last.Step, step))
            {
                TraceStep nearest = mismatch.Distance < last.Step.Mismatch!.Distance ? step : last.Step;
                rules[^1] = new NearestRule(nearest, last.Alternatives + 1);
            }
            else
            {
                rules.Add(new NearestRule(step, 1));
            }
        }

        return rules;
    }

    /// <summary>Whether the rule would have allowed the flow, or taken it out of the tier that denied it.</summary>
    private static bool WouldHelp(TraceStep step, Decision decision) => step.Rule!.Action switch
    {
        RuleAction.Allow => true,
        RuleAction.Pass => step.Tier is not null && ReferenceEquals(step.Tier, decision.Tier),
        _ => false,
    };

    private static bool IsSameWritten(TraceStep one, TraceStep other) =>
        ReferenceEquals(one.Policy, other.Policy) && ReferenceEquals(one.Profile, other.Profile) && one.Rule!.Path == other.Rule!.Path;
}
