using System.Globalization;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Writes what fixes change in a file as <c>patch</c> and <c>git apply</c> read it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    public static void Write(TextWriter writer, FixedFile file, string path)
    {
        string[] before = LinesOf(file.Before);
        List<Change> changes = [.. ChangesOf(file, before)];
        if (changes.Count == 0)
        {
            return;
        }

        writer.Write($"--- a/{path}\n+++ b/{path}\n");
        int shift = 0;
        for (int first = 0; first < changes.Count;)
        {
            int next = first + 1;
            while (next < changes.Count && changes[next].Start - changes[next - 1].End <= 2 * Context)
            {
                next++;
            }

            shift += WriteHunk(writer, before, changes[first..next], shift);
            first = next;
        }
    }

    /// <summary>Writes changes that lie near each other, and says by how many lines they move what follows.</summary>
    private static int WriteHunk(TextWriter writer, string[] before, List<Change> changes, int shift)
    {
        int start = Math.Max(0, changes[0].Start - Context);
        int end = Math.Min(before.Length, changes[^1].End + Context);
        int growth = changes.Sum(change => change.Lines.Length - (change.End - change.Start));
        writer.Write(string.Create(
            CultureInfo.InvariantCulture, $"@@ -{Range(start, end - start)} +{Range(start + shift, end - start + growth)} @@\n"));
        int at = start;
        foreach (Change change in changes)
        {
            WriteLines(writer, ' ', before.AsSpan(at..change.Start));
            WriteLines(writer, '-', before.AsSpan(change.Start..change.End));
            WriteLines(writer, '+', change.Lines);
            at = change.End;
        }

        WriteLines(writer, ' ', before.AsSpan(at..end));
        return growth;
    }

    // An empty range is named by the line before it.
    private static string Range(int start, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{(length == 0 ? start : start + 1)},{length}");

    private static void WriteLines(TextWriter writer, char mark, ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Write(mark);
            writer.Write(line);
            if (!line.EndsWith('\n'))
            {
                writer.Write("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>What changes, in whole lines: edits whose lines touch are one change.</summary>
    private static IEnumerable<Change> ChangesOf(FixedFile file, string[] before)
    {
        if (HasOtherLineEnds(file.Before))
        {
            return Trimmed(0, before, LinesOf(file.After));
        }

        TextEdit[] edits = [.. file.Applied.SelectMany(fix => fix.Edits).OrderBy(edit => edit.Start.Line).ThenBy(edit => edit.Start.Column)];
        return Touched(edits, before).SelectMany(lines => Trimmed(lines.Start, before[lines.Start..lines.End], Edited(file.File, before, lines, edits)));
    }

    /// <summary>Whether readers of input count lines that a patch does not.</summary>
    private static bool HasOtherLineEnds(string text) =>
        text.AsSpan().ContainsAny("\f\u0085\u2028\u2029")
        || text.Where((character, index) => character == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')).Any();

    private static string[] Edited(string file, string[] before, (int Start, int End) lines, TextEdit[] edits)
    {
        TextEdit[] own = [.. edits
            .Where(edit => edit.Start.Line > lines.Start && edit.EndLine <= lines.End + 1 && edit.Start.Line <= lines.End + 1)
            .Select(edit => edit with { Start = edit.Start with { Line = edit.Start.Line - lines.Start }, EndLine = edit.EndLine - lines.Start })];
        return LinesOf(LintFixes.Apply(file, string.Concat(before[lines.Start..lines.End]), [new LintFix("", [.. own])]).Text);
    }

    private static IEnumerable<Change> Trimmed(int start, string[] old, string[] now)
    {
        int head = old.AsSpan().CommonPrefixLength(now, StringComparer.Ordinal);
        int tail = 0;
        while (tail < Math.Min(old.Length, now.Length) - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        return head == old.Length && head == now.Length ? [] : [new Change(start + head, start + old.Length - tail, now[head..^tail])];
    }

    private static IEnumerable<(int Start, int End)> Touched(TextEdit[] edits, string[] before)
    {
        (int Start, int End)? open = null;
        foreach (TextEdit edit in edits)
        {
            (int start, int end) = (edit.Start.Line - 1, Math.Min(edit.EndLine, before.Length));
            if (open is { } group && start <= group.End)
            {
                open = (group.Start, Math.Max(group.End, end));
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = (start, end);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Lines with what ends them.</summary>
    private static string[] LinesOf(string text)
    {
        var lines = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at);
            int next = end < 0 ? text.Length : end + 1;
            lines.Add(text[at..next]);
            at = next;
        }

        return [.. lines];
    }

    private readonly record struct Change(int Start, int End, string[] Lines);
}
