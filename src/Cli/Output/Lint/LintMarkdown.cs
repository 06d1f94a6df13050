using System.Text;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Writes findings as Markdown, for comments on changes and summaries of jobs: short enough for either.</summary>
internal static class LintMarkdown
{
    // A comment may have 65,536 characters.
    private const int MostRows = 100;
    private const int LongestCell = 300;

    public static string Of(LintRun run, RepositoryPaths paths)
    {
        var page = new StringBuilder();
        page.Append("## Network policy lint\n\n").Append(Escape(Words.Summary(run))).Append('\n');
        if (!run.Findings.IsEmpty)
        {
            page.Append("\n| Severity | Rule | Place | Object | Finding |\n| --- | --- | --- | --- | --- |\n");
            Append(page, run.Findings, finding => Row(finding, paths));
        }

        Details(page, "suppressed", run.Accepted.Length, "| Rule | Object | Reason |\n| --- | --- | --- |\n", () =>
            Append(page, run.Accepted, accepted => $"| {accepted.Finding.Rule.Id} | {Cell(accepted.Finding.Target.ObjectName)} | {Cell(accepted.Reason)} |\n"));
        Details(page, "rules not run", run.NotRun.Length, "| Rule | Reason |\n| --- | --- |\n", () =>
            Append(page, run.NotRun, rule => $"| {Cell(Words.NameOf(rule.Rule))} | {Cell(rule.Reason)} |\n"));
        Diagnostic[] unreadable = [.. run.Unreadable];
        Details(page, "not read", unreadable.Length, "| Place | What |\n| --- | --- |\n", () =>
            Append(page, unreadable, diagnostic => $"| {Cell(PlaceOf(diagnostic.Span, paths))} | {Cell(diagnostic.Message)} |\n"));
        return page.ToString();
    }

    private static string Row(Finding finding, RepositoryPaths paths)
    {
        string text = finding.Hint.Length == 0 ? finding.Message : $"{finding.Message}; {finding.Hint}";
        return $"| {ResultWords.Of(finding.Severity)} | {Cell(Words.NameOf(finding.Rule))} | {Cell(PlaceOf(finding.Span, paths))} | {Cell(finding.Target.ObjectName)} | {Cell(text)} |\n";
    }

    private static string PlaceOf(SourceSpan span, RepositoryPaths paths) =>
        span.IsNone ? "" : span.Line == 0 ? paths.Of(span.File) : $"{paths.Of(span.File)}:{Words.Of(span.Line)}";

    private static void Append<T>(StringBuilder page, IReadOnlyCollection<T> items, Func<T, string> row)
    {
        foreach (T item in items.Take(MostRows))
        {
            page.Append(row(item));
        }

        if (items.Count > MostRows)
        {
            page.Append($"\n{Words.Count(items.Count - MostRows, "more is", "more are")} not shown.\n");
        }
    }

    private static void Details(StringBuilder page, string title, int count, string header, Action append)
    {
        if (count > 0)
        {
            page.Append($"\n<details><summary>{Words.Of(count)} {title}</summary>\n\n{header}");
            append();
            page.Append("\n</details>\n");
        }
    }

    private static string Cell(string text) => Escape(text.Length <= LongestCell ? text : $"{text[..LongestCell]}…");

    // Text of the input is text: no markup, no link, no mention of a user.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char character in TextPage.Clean(text))
        {
            if (character == '@')
            {
                escaped.Append("&#64;");
                continue;
            }

            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '#' or '&' or '!' or '$')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
