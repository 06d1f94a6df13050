using PolicyEngine.Cli.Linting;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>
/// Writes findings as commands of a GitHub workflow, which shows them beside the lines they are about. It shows ten of each
/// severity for a step and drops the others in silence; so the last of ten stands for the others.
/// </summary>
internal static class GitHubAnnotations
{
    private const int MostOfOneSeverity = 10;

    public static void Write(TextWriter writer, LintRun run, RepositoryPaths paths)
    {
        foreach (Severity severity in (Severity[])[Severity.Error, Severity.Warning, Severity.Note])
        {
            Finding[] findings = [.. run.Findings.Where(finding => finding.Severity == severity)];
            int shown = findings.Length <= MostOfOneSeverity ? findings.Length : MostOfOneSeverity - 1;
            foreach (Finding finding in findings.Take(shown))
            {
                writer.Write($"::{CommandOf(severity)} {PropertiesOf(finding, paths)}::{Data(TextOf(finding))}\n");
            }

            if (findings.Length > shown)
            {
                writer.Write($"::{CommandOf(severity)} title=netpol lint::{Words.Count(findings.Length - shown, $"more {ResultWords.Of(severity)}")}; the summary of the job and the other reports have them\n");
            }
        }

        writer.Write($"{Data(Words.Summary(run))}\n");
    }

    private static string CommandOf(Severity severity) => severity == Severity.Note ? "notice" : ResultWords.Of(severity);

    private static string TextOf(Finding finding) => finding.Hint.Length == 0 ? finding.Message : $"{finding.Message}; {finding.Hint}";

    private static string PropertiesOf(Finding finding, RepositoryPaths paths)
    {
        string title = $"title={Property(Words.NameOf(finding.Rule))}";
        if (finding.Span.IsNone)
        {
            return title;
        }

        string file = $"file={Property(paths.Of(finding.Span.File))}";
        return finding.Span.Line == 0
            ? $"{file},{title}"
            : $"{file},line={Words.Of(finding.Span.Line)},endLine={Words.Of(Math.Max(finding.EndLine, finding.Span.Line))},col={Words.Of(finding.Span.Column)},endColumn={Words.Of(Math.Max(finding.EndColumn, finding.Span.Column))},{title}";
    }

    // As the workflow's own toolkit escapes them. Control characters are gone before, so that no name begins a line of its own.
    private static string Data(string text) => TextPage.Clean(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
