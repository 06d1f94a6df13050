using System.Globalization;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>The words that reports have in common.</summary>
internal static class Words
{
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Count(int number, string singular) => Count(number, singular, $"{singular}s");

    public static string Count(int number, string singular, string plural) => $"{Of(number)} {(number == 1 ? singular : plural)}";

    /// <summary>What all findings come to.</summary>
    public static string Summary(LintRun run)
    {
        string findings = $"{Count(run.Count(Severity.Error), "error")}, {Count(run.Count(Severity.Warning), "warning")}, {Count(run.Count(Severity.Note), "note")} ({Of(run.Accepted.Length)} suppressed)";
        return run.NotRun.IsEmpty ? findings : $"{findings}; {NotRun(run)}";
    }

    /// <summary>A rule by id and name.</summary>
    public static string NameOf(LintRuleDescriptor rule) => $"{rule.Id} {rule.Name}";

    // What is lacking, and how many rules want it: one rule may want several things.
    private static string NotRun(LintRun run)
    {
        IEnumerable<string> lacking = run.NotRun
            .SelectMany(rule => rule.Lacking)
            .CountBy(words => words, StringComparer.Ordinal)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key} ({Of(entry.Value)})");
        return $"{Count(run.NotRun.Length, "rule")} not run: the input has no {string.Join(", ", lacking)}";
    }
}
