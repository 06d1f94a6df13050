using System.Collections.Immutable;
using System.Text;
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
    private const string BeforeReason = " -- ";

    private static readonly byte[] s_marker = Encoding.UTF8.GetBytes(Marker);

    /// <summary>The directives of a text. Most texts have none, and are not looked at for nothing; JSON has no comments.</summary>
    public static IEnumerable<SuppressionDirective> In(InputText text) => text.Contains(s_marker) && !DocumentReader.IsJsonFile(text.Name) ? Read(text) : [];

    private static IEnumerable<SuppressionDirective> Read(InputText text)
    {
        var open = new Dictionary<string, List<Comment>>(StringComparer.OrdinalIgnoreCase);
        int[]? nextContent = null;
        foreach (Comment comment in YamlComments.In(text, Marker).Select(place => WordsOf(text, place)).OfType<Comment>())
        {
            switch (comment.Verb)
            {
                case "disable-line":
                    yield return Of(comment, comment.Line, comment.Line);
                    break;
                case "disable-next-line":
                    nextContent ??= NextContent(text.Lines);
                    yield return Of(comment, comment.Line + 1, nextContent[comment.Line]);
                    break;
                case "disable":
                    (open.TryGetValue(comment.Key, out List<Comment>? others) ? others : open[comment.Key] = []).Add(comment);
                    break;
                case "enable" when Ended(open, comment) is { Count: > 0 } ended:
                    foreach (Comment begun in ended)
                    {
                        yield return Of(begun, begun.Line, comment.Line);
                    }

                    break;
                case "enable":
                    yield return Of(comment, comment.Line, comment.Line) with { Fault = "no `netpol-lint-disable` for the same rules is open" };
                    break;
                default:
                    yield return Of(comment, comment.Line, comment.Line) with { Fault = $"there is no directive {MessageText.Quote(Marker + comment.Verb)}" };
                    break;
            }
        }

        foreach (Comment comment in open.Values.SelectMany(begun => begun))
        {
            yield return Of(comment, comment.Line, int.MaxValue);
        }

        SuppressionDirective Of(Comment comment, int first, int last) => new(
            SuppressionKind.Comment,
            comment.Rules.Contains(SuppressionDirective.EveryRule, StringComparer.Ordinal) ? [] : comment.Rules,
            comment.Reason,
            new SourceSpan(text.Name, comment.Line, comment.Column),
            "",
            [new SuppressionScope(SuppressionPlace.File, text.Name, first, last)]);
    }

    /// <summary>Takes out what a comment ends: what is about the same rules, or everything where it names none.</summary>
    private static List<Comment> Ended(Dictionary<string, List<Comment>> open, Comment end)
    {
        if (!end.Rules.IsEmpty)
        {
            return open.Remove(end.Key, out List<Comment>? same) ? same : [];
        }

        List<Comment> ended = [.. open.Values.SelectMany(begun => begun)];
        open.Clear();
        return ended;
    }

    /// <summary>What a comment says that begins with the marker; null of others.</summary>
    private static Comment? WordsOf(InputText text, TextPosition place)
    {
        string line = text.Lines[place.Line - 1];
        int marker = line.IndexOf(Marker, place.Column - 1, StringComparison.Ordinal);
        if (marker < 0 || !line.AsSpan(0, marker).TrimEnd(" \t").EndsWith("#"))
        {
            return null;
        }

        string said = line[(marker + Marker.Length)..];
        int dashes = said.IndexOf(BeforeReason, StringComparison.Ordinal);
        string reason = dashes < 0 ? "" : said[(dashes + BeforeReason.Length)..].Trim();
        string[] words = (dashes < 0 ? said : said[..dashes]).Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : new Comment(words[0], [.. words[1..]], reason, place.Line, marker + 1);
    }

    /// <summary>For each line, counted from 0, the first of it and those behind that is neither empty nor a comment, counted from 1.</summary>
    private static int[] NextContent(IReadOnlyList<string> lines)
    {
        int[] next = new int[lines.Count + 1];
        next[lines.Count] = lines.Count + 1;
        for (int index = lines.Count - 1; index >= 0; index--)
        {
            ReadOnlySpan<char> rest = lines[index].AsSpan().TrimStart();
            next[index] = rest.IsEmpty || rest[0] == '#' ? next[index + 1] : index + 1;
        }

        return next;
    }

    private sealed record Comment(string Verb, ImmutableArray<string> Rules, string Reason, int Line, int Column)
    {
        /// <summary>The same for two comments about the same rules.</summary>
        public string Key { get; } = string.Join(',', Rules);
    }
}
