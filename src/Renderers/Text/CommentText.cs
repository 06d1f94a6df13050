using System.Buffers;

namespace PolicyEngine.Renderers.Text;

/// <summary>Comments as they may stand between quotes: what a shell might take for its own becomes <c>_</c>.</summary>
internal static class CommentText
{
    private static readonly SearchValues<char> s_harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ @%+=:,./-");

    /// <summary>Appends a comment, no more than <paramref name="longest"/> characters of it.</summary>
    public static void Append(TextBuffer text, string comment, int longest)
    {
        if (comment.Length <= longest && !comment.AsSpan().ContainsAnyExcept(s_harmless))
        {
            text.Append(comment);
            return;
        }

        ReadOnlySpan<char> rest = comment;
        for (int room = longest; room > 0 && !rest.IsEmpty; room--)
        {
            text.Append(s_harmless.Contains(rest[0]) ? rest[0] : '_');
            rest = rest[(rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 1)..];
        }
    }
}
