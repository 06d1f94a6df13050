using PolicyEngine.Cli.Linting;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Writes findings as commands of Azure Pipelines, which shows them in the summary of the run. It knows errors and warnings; notes are lines of the log.</summary>
internal static class AzureIssues
{
    public static void Write(TextWriter writer, LintRun run, RepositoryPaths paths)
    {
        foreach (Finding finding in run.Findings)
        {
            string text = finding.Hint.Length == 0 ? finding.Message : $"{finding.Message}; {finding.Hint}";
            writer.Write(finding.Severity == Severity.Note
                ? $"{TextPage.Clean($"{PlaceOf(finding.Span, paths)}note {Words.NameOf(finding.Rule)}: {text}")}\n"
                : $"##vso[task.logissue type={ResultWords.Of(finding.Severity)};{PropertiesOf(finding, paths)}code={Escape(finding.Rule.Id)};]{Escape(text)}\n");
        }

        writer.Write($"{TextPage.Clean(Words.Summary(run))}\n");
    }

    private static string PlaceOf(SourceSpan span, RepositoryPaths paths) => span.IsNone ? "" : $"{span with { File = paths.Of(span.File) }}: ";

    private static string PropertiesOf(Finding finding, RepositoryPaths paths)
    {
        if (finding.Span.IsNone)
        {
            return "";
        }

        string file = $"sourcepath={Escape(paths.Of(finding.Span.File))};";
        return finding.Span.Line == 0 ? file : $"{file}linenumber={Words.Of(finding.Span.Line)};columnnumber={Words.Of(finding.Span.Column)};";
    }

    // As the agent reads it back, in properties and messages alike.
    private static string Escape(string text) => TextPage.Clean(text)
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
