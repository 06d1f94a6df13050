using System.Globalization;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes the rules that came nearest to letting a flow through, each with what it failed on.</summary>
internal static class WhyNotText
{
    public static void Write(TextPage page, WhyNot whyNot, int atMost, string indent)
    {
        foreach (NearestRule rule in whyNot.Nearest.Take(atMost))
        {
            Write(page, rule, indent);
        }

        int others = whyNot.Others + Math.Max(0, whyNot.Nearest.Length - atMost);
        if (others > 0)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"{indent}and {others} more {(others == 1 ? "rule" : "rules")}; `--explain` shows {(others == 1 ? "it" : "them all")}"));
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
