using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes the way of a half from tier to tier as a table; nothing where one step is all of it.</summary>
internal static class TierPathText
{
    public static void Write(TextPage page, HalfExplanation half, string indent)
    {
        ImmutableArray<TraceStep> path = half.TierPath;
        if (path.Length < 2)
        {
            return;
        }

        int place = path.Max(step => Place(step).Length);
        int action = path.Max(step => step.Action!.Value.ToString().Length);
        HostStage? stage = null;
        bool hasStages = path.Any(step => step.Stage is not null);
        bool isFirst = true;
        var ending = new HashSet<TraceStep>(path, ReferenceEqualityComparer.Instance);
        foreach (TraceStep step in half.Steps.Where(step => step.Kind == TraceStepKind.Alternative || ending.Contains(step)))
        {
            string depth = indent + new string(' ', 2 * step.Depth);
            if (step.Kind == TraceStepKind.Alternative)
            {
                page.Line($"{depth}{step.Detail}:");
                isFirst = true;
                continue;
            }

            if (hasStages && (isFirst || step.Stage != stage))
            {
                page.Line($"{depth}{(step.Stage is null ? "policies of the pod itself" : DecisionText.Of(step.Stage))}");
            }

            (stage, isFirst) = (step.Stage, false);
            page.Write($"{depth}{(hasStages ? "  " : "")}{Place(step).PadRight(place)}  ")
                .Write(step.Action!.Value.ToString().PadRight(action), InkOf(step.Action.Value))
                .Write($"  {Trigger(step, half)}")
                .Line(step.Rule is { Span.IsNone: false } rule ? $" {rule.Span}" : "", Ink.Faint);
        }
    }

    private static string Place(TraceStep step) => step.Profile is not null ? $"profile {step.Profile.Name}" : $"tier {step.Tier!.Name}";

    private static string Trigger(TraceStep step, HalfExplanation half)
    {
        if (step.Rule is { } rule)
        {
            return step.Policy is null ? rule.YamlPath : $"{step.Policy.Name} {rule.YamlPath}";
        }

        return step.Action == RuleAction.Deny ? $"end of tier, after {DecisionText.Triggers(half.Decision)}" : "end of tier";
    }

    private static Ink InkOf(RuleAction action) => action switch
    {
        RuleAction.Allow => Ink.Good,
        RuleAction.Deny => Ink.Bad,
        _ => Ink.Plain,
    };
}
