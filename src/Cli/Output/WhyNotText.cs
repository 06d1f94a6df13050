using System.Globalization;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes the rules that came nearest to letting a flow through, each with what it failed on.</summary>
internal static class WhyNotText
{
    /// <param name="page">Where to write.</param>
    /// <param name="whyNot">The rules.</param>
    /// <param name="atMost">How many of them.</param>
    /// <param name="explainedBy">What shows all of them, as on a command line.</param>
    /// <param name="indent">What each line begins with.</param>
    public static void Write(TextPage page, WhyNot whyNot, int atMost, string explainedBy, string indent)
    {
        foreach (NearestRule rule in whyNot.Nearest.Take(atMost))
        {
            Write(page, rule, indent);
        }

        int others = whyNot.Others + Math.Max(0, whyNot.Nearest.Length - atMost);
        if (others > 0)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"{indent}and {others} more {(others == 1 ? "rule" : "rules")}; `{explainedBy}` shows {(others == 1 ? "it" : "them all")}"));
        }
    }

    private static void Write(TextPage page, NearestRule rule, string indent)
    {
        TraceStep step = rule.Step;
        string peers = rule.Alternatives > 1 ? string.Create(CultureInfo.InvariantCulture, $", nearest of {rule.Alternatives} peers") : "";
        page.Write($"{indent}{step.Policy?.Name.ToString() ?? $"profile {step.Profile!.Name}"} {step.Rule!.YamlPath} does not match{peers}")
            .Line(step.Rule.Span.IsNone ? "" : $" {step.Rule.Span}", Ink.Faint)
            .Line($"{indent}  observed  {step.Mismatch!.Observed}")
            .Line($"{indent}  required  {step.Mismatch.Required}");
    }
}
