using System.Buffers;
using System.Text;

namespace PolicyEngine.Json;

/// <summary>
/// CI services take commands from the logs of what they run: <c>##vso[…]</c> (Azure Pipelines) and <c>##teamcity[…]</c> anywhere in a line, <c>::error::</c>
/// (GitHub Actions) at its beginning. Text of the input must not be one. In JSON the text means the same.
/// </summary>
public static class LogCommands
{
    // Words of commands have letters that addresses have not.
    private static readonly SearchValues<char> s_lettersOfAddresses = SearchValues.Create("abcdefABCDEF-");

    /// <summary>The text with the second of two number signs, and of two colons before what may be the word of a command, written as an escape.</summary>
    /// <param name="text">JSON, or text for people.</param>
    public static string Break(string text)
    {
        int next = FindSecond(text);
        if (next < 0)
        {
            return text;
        }

        var broken = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        for (; next >= 0; next = FindSecond(rest))
        {
            broken.Append(rest[..next]).Append(rest[next] == '#' ? "\\u0023" : "\\u003A");
            rest = rest[(next + 1)..];
        }

        return broken.Append(rest).ToString();
    }

    /// <inheritdoc cref="Break(string)"/>
    public static ReadOnlySpan<char> Break(ReadOnlySpan<char> text) => FindSecond(text) < 0 ? text : Break(text.ToString());

    /// <summary>Where the second sign of the first pair stands that may begin a command, or -1.</summary>
    private static int FindSecond(ReadOnlySpan<char> text)
    {
        for (int at = 0; text[at..].IndexOfAny('#', ':') is >= 0 and int found; at++)
        {
            at += found;
            if (at + 1 < text.Length && text[at + 1] == text[at] && (text[at] == '#' || IsBeforeWord(text[(at + 2)..])))
            {
                return at + 1;
            }
        }

        return -1;
    }

    private static bool IsBeforeWord(ReadOnlySpan<char> rest) => rest.IndexOfAnyExcept(s_lettersOfAddresses) is >= 0 and int end && char.IsAsciiLetter(rest[end]);
}
