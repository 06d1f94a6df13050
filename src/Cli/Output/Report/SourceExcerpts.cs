using System.Text.RegularExpressions;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Cuts the lines around findings out of the input. A document that may hold a Secret gives no more than the line itself.</summary>
internal sealed partial class SourceExcerpts(LoadResult input)
{
    private const int Around = 3;
    private const int LongestLine = 240;
    private const int BeforeMark = 80;

    private readonly Dictionary<string, IReadOnlyList<string>?> _lines = new(StringComparer.Ordinal);

    public SourceExcerpt? Of(Finding finding)
    {
        int line = finding.Span.Line;
        if (finding.Span.IsNone || LinesOf(finding.Span.File) is not { } lines || line < 1 || line > lines.Count)
        {
            return null;
        }

        (int first, int last) = Bounds(lines, line);
        string marked = lines[line - 1];
        int start = Math.Clamp(finding.Span.Column - 1, 0, marked.Length);
        int end = Math.Clamp(finding.EndLine == line ? finding.EndColumn - 1 : marked.Length, start, marked.Length);

        // JSON is often one line.
        int cut = marked.Length <= LongestLine ? 0 : Math.Max(0, start - BeforeMark);
        return new SourceExcerpt(
            first, [.. Enumerable.Range(first, last - first + 1).Select(number => Shortened(lines[number - 1], number == line ? cut : 0))], line, start - cut, Math.Min(end - cut, LongestLine));
    }

    private static string Shortened(string line, int cut) => line.Length - cut <= LongestLine ? line[cut..] : line.Substring(cut, LongestLine);

    private static (int First, int Last) Bounds(IReadOnlyList<string> lines, int line)
    {
        int first = line;
        int last = line;
        bool mayHoldSecret = HasSecret(lines[line - 1]);
        while (first > 1 && !IsSeparator(lines[first - 2]))
        {
            mayHoldSecret |= HasSecret(lines[--first - 1]);
        }

        while (last < lines.Count && !IsSeparator(lines[last]))
        {
            mayHoldSecret |= HasSecret(lines[++last - 1]);
        }

        return mayHoldSecret ? (line, line) : (Math.Max(first, line - Around), Math.Min(last, line + Around));
    }

    private static bool IsSeparator(string line) => line.StartsWith("---", StringComparison.Ordinal);

    private static bool HasSecret(string line) => line.Contains("Secret", StringComparison.Ordinal) && SecretKind().IsMatch(line);

    [GeneratedRegex("""kind["']?\s*:\s*["']?Secret""", RegexOptions.None, 1000)]
    private static partial Regex SecretKind();

    private IReadOnlyList<string>? LinesOf(string file)
    {
        if (!_lines.TryGetValue(file, out IReadOnlyList<string>? lines))
        {
            _lines.Add(file, lines = input.LinesOf(file));
        }

        return lines;
    }
}
