using System.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Text as XML may hold it: it forbids most control characters even as references.</summary>
internal static class XmlText
{
    /// <summary>One line, cleaned as on a page.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD already.
            clean.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune);
        }

        return TextPage.Clean(clean.ToString());
    }

    /// <summary>Lines, each cleaned.</summary>
    public static string CleanLines(IEnumerable<string> lines) => string.Join('\n', lines.Select(Clean));
}
