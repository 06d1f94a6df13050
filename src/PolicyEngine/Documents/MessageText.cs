using System.Globalization;
using System.Text;

namespace PolicyEngine.Documents;

/// <summary>Puts text from the input into messages: in backticks, shortened, without control characters.</summary>
internal static class MessageText
{
    private const int MaxLength = 60;

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("`", MaxLength + 8);
        int length = Math.Min(text.Length, MaxLength);
        foreach (char c in text.AsSpan(0, length))
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append(length < text.Length ? "…`" : "`").ToString();
    }

    /// <summary>A library's sentence as part of ours: lower-case start, no final period, no control characters.</summary>
    public static string Embed(string sentence)
    {
        string text = sentence.Trim().TrimEnd('.').Replace('\'', '`');
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            clean.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        if (clean.Length > 0)
        {
            clean[0] = char.ToLowerInvariant(clean[0]);
        }

        return clean.ToString();
    }
}
