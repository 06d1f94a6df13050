using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes the steps of an explanation as a tree: ways that the flow may go, stages of host endpoints, tier, policy, rule.</summary>
internal static class StepsText
{
    public static void Write(TextPage page, ImmutableArray<TraceStep> steps, string indent)
    {
        Policy? policy = null;
        Profile? profile = null;
        foreach (TraceStep step in steps)
        {
            bool isHeading = step.Kind is TraceStepKind.Alternative or TraceStepKind.Stage;
            string depth = indent + new string(' ', 2 * (step.Depth + (step.Stage is null || isHeading ? 0 : 1)));
            if (isHeading)
            {
                page.Line($"{depth}{step.Detail}:");
                (policy, profile) = (null, null);
                continue;
            }

            if (step.Policy is not null && !ReferenceEquals(step.Policy, policy))
            {
                page.Write($"{depth}  {step.Policy.Name}").Line(Place(step.Policy.Span), Ink.Faint);
            }

            if (step.Profile is not null && !ReferenceEquals(step.Profile, profile))
            {
                page.Line($"{depth}profile {step.Profile.Name}");
            }

            (policy, profile) = (step.Policy, step.Profile);
            WriteStep(page, step, depth);
        }
    }

    private static void WriteStep(TextPage page, TraceStep step, string indent)
    {
        switch (step.Kind)
        {
            case TraceStepKind.Rule:
                string depth = step.Profile is null ? "    " : "  ";
                page.Write($"{indent}{depth}{step.Rule!.YamlPath} ")
                    .Write(Match(step), InkOf(step))
                    .Write(step.Match == RuleMatch.Yes ? "" : $": {step.Detail}")
                    .Line(step.Profile is null ? Place(step.Rule.Span) : "", Ink.Faint);
                break;
            case TraceStepKind.Staged or TraceStepKind.NotUnderstood or TraceStepKind.NoRule:
                page.Line($"{indent}    {step.Detail}");
                break;
            default:
                page.Line($"{indent}{step.Detail}");
                break;
        }
    }

    private static string Match(TraceStep step) => step.Match switch
    {
        RuleMatch.Yes => $"matches: {step.Rule!.Action}",
        RuleMatch.Maybe => "may match",
        _ => "does not match",
    };

    private static Ink InkOf(TraceStep step) => step.Match switch
    {
        RuleMatch.Yes when step.Rule!.Action == RuleAction.Allow => Ink.Good,
        RuleMatch.Yes when step.Rule!.Action == RuleAction.Deny => Ink.Bad,
        RuleMatch.Maybe => Ink.Doubt,
        _ => Ink.Plain,
    };

    private static string Place(SourceSpan span) => span.IsNone ? "" : $" {span}";
}
