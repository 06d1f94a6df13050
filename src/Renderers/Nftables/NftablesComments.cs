using System.Collections.Immutable;
using PolicyEngine.Renderers.Text;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>The one comment that a rule of nftables has: its hash, and behind it what Felix says about it.</summary>
internal static class NftablesComments
{
    private const int Longest = 128;

    public static void Append(TextBuffer text, ReadOnlySpan<char> hash, ImmutableArray<string> comments)
    {
        text.Clear();
        text.Append("cali:").Append(hash).Append(';');
        if (comments.IsEmpty)
        {
            return;
        }

        int share = (Longest - text.Written.Length) / comments.Length;
        foreach (string comment in comments)
        {
            int left = Longest - text.Written.Length - 1;
            if (left < 0)
            {
                return;
            }

            CommentText.Append(text.Append(' '), comment, Math.Min(share, left));
        }
    }
}
