using System.Globalization;
using PolicyEngine.Expectations;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>Writes what became of expectations for people: those that do not hold, and how many do.</summary>
internal static class TestText
{
    public static void Write(TextPage page, TestReport report)
    {
        foreach (ExpectationResult result in report.Suites.SelectMany(suite => suite.Results).Where(result => result.Outcome == ExpectationOutcome.Failed))
        {
            SourceSpan span = result.Expectation.Span;
            page.Write(string.Create(CultureInfo.InvariantCulture, $"{span.File}:{span.Line}: "))
                .Write("FAIL", Ink.Bad)
                .Line($" {ExpectationWords.Title(result.Expectation)}: {ExpectationWords.Problem(result)}");
            FailureText.Write(page, result);
        }

        if (report.Coverage is { } coverage)
        {
            WriteCoverage(page, coverage);
        }

        if (report.CoversTooLittle)
        {
            page.Write("FAIL", Ink.Bad).Line(string.Create(CultureInfo.InvariantCulture, $" less than {report.MinimumCoverage} % of the rules are covered"));
        }

        page.Write(string.Create(CultureInfo.InvariantCulture, $"{report.Passed} passed, "))
            .Write(string.Create(CultureInfo.InvariantCulture, $"{report.Failed} failed"), report.Failed > 0 ? Ink.Bad : Ink.Plain)
            .Line(report.Errors == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {report.Errors} {(report.Errors == 1 ? "error" : "errors")}"));
    }

    private static void WriteCoverage(TextPage page, RuleCoverage coverage)
    {
        page.Line(ExpectationWords.Summary(coverage));
        foreach (CoveredRule rule in coverage.Uncovered)
        {
            page.Write($"  not covered: {rule.Policy.Name} {rule.Rule.Path}: {RuleSummary.Of(rule.Rule)}")
                .Line(rule.Rule.Span.IsNone ? "" : $" {rule.Rule.Span}", Ink.Faint);
        }
    }
}
