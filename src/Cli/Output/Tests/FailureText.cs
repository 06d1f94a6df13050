using System.Globalization;
using PolicyEngine.Expectations;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>Writes what stands below an expectation that does not hold: why it is there, and the first flows for which it does not.</summary>
internal static class FailureText
{
    private const int MaxFailures = 3;

    public static void Write(TextPage page, ExpectationResult result)
    {
        if (result.Expectation.Why.Length > 0)
        {
            page.Line($"  why: {result.Expectation.Why}");
        }

        bool namesFamily = result.Failures.Select(failure => failure.Part.Witness.Source.Family).Distinct().Count() > 1;
        foreach (ExpectationFailure failure in result.Failures.Take(MaxFailures))
        {
            page.Write($"  {ExpectationWords.Prefix(failure.Kind)}");
            new AnswerText(page, failure.Snapshot, explain: false) { ExplainedBy = "netpol can --explain" }.WritePart(failure.Part, "  ", namesFamily);
        }

        if (result.Failures.Length > MaxFailures)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"  and {result.Failures.Length - MaxFailures} more; `--format json` lists them"));
        }

        foreach (string missing in result.Missing)
        {
            page.Line($"  missing: {missing}");
        }
    }
}
