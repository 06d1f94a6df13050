using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>
/// Reads directives in comments: <c># netpol-lint-disable-next-line NP2004 -- reason</c>, <c>…-disable-line</c>, and from
/// <c>…-disable</c> to <c>…-enable</c> or the end of the file. Without rules they are about all.
/// </summary>
internal static class CommentDirectives
{
    private const string Marker = "netpol-lint-";

    public static IEnumerable<SuppressionDirective> In(InputText text)
    {
        // Most inputs have none: no text is cut into lines for nothing.
        if (!text.Contains("netpol-lint-"u8))
        {
            yield break;
        }

        var open = new List<(ImmutableArray<string> Rules, string Reason, int Line)>();
        for (int line = 1; line <= text.Lines.Count; line++)
        {
            if (WordsOf(text.Lines[line - 1]) is not var (verb, rules, reason))
            {
                continue;
            }

            switch (verb)
            {
                case "disable-line":
                    yield return Of(rules, reason, line, line, line);
                    break;
                case "disable-next-line":
                    yield return Of(rules, reason, line, line + 1, NextContent(text, line));
                    break;
                case "disable":
                    open.Add((rules, reason, line));
                    break;
                case "enable":
                    foreach ((ImmutableArray<string> Rules, string Reason, int Line) begun in open.Where(begun => rules.IsEmpty || begun.Rules.SequenceEqual(rules, StringComparer.OrdinalIgnoreCase)).ToArray())
                    {
                        open.Remove(begun);
                        yield return Of(begun.Rules, begun.Reason, begun.Line, begun.Line, line);
                    }

                    break;
            }
        }

        foreach ((ImmutableArray<string> rules, string reason, int line) in open)
        {
            yield return Of(rules, reason, line, line, int.MaxValue);
        }

        SuppressionDirective Of(ImmutableArray<string> rules, string reason, int at, int first, int last) => new(
            SuppressionKind.Comment,
            rules,
            reason,
            null,
            new SourceSpan(text.Name, at, text.Lines[at - 1].IndexOf(Marker, StringComparison.Ordinal) + 1),
            "",
            target => target.Span.File == text.Name && target.Span.Line >= first && target.Span.Line <= last);
    }

    private static (string Verb, ImmutableArray<string> Rules, string Reason)? WordsOf(string line)
    {
        int marker = line.IndexOf(Marker, StringComparison.Ordinal);
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        if (marker < 0 || comment < 0 || comment > marker)
        {
            return null;
        }

        string text = line[(marker + Marker.Length)..];
        int dashes = text.IndexOf(" -- ", StringComparison.Ordinal);
        string reason = dashes < 0 ? "" : text[(dashes + 4)..].Trim();
        string[] words = (dashes < 0 ? text : text[..dashes]).Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : (words[0], [.. words[1..]], reason);
    }

    private static int NextContent(InputText text, int line)
    {
        int next = line + 1;
        while (next <= text.Lines.Count && text.Lines[next - 1].AsSpan().TrimStart() is var rest && (rest.IsEmpty || rest[0] == '#'))
        {
            next++;
        }

        return next;
    }
}
