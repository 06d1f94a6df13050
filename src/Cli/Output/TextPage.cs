using System.Globalization;
using System.Text;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Output;

/// <summary>
/// Writes text for people. Names come from input that may be hostile, so control characters never reach the terminal;
/// colours are the page's own.
/// </summary>
internal sealed class TextPage(TextWriter writer, bool colour)
{
    private const string Reset = "\e[0m";
    private const string Blank = "                                                                ";

    public TextPage Write(string text, Ink ink = Ink.Plain)
    {
        bool coloured = colour && ink != Ink.Plain;
        if (coloured)
        {
            writer.Write(Code(ink));
        }

        writer.Write(Clean(text));
        if (coloured)
        {
            writer.Write(Reset);
        }

        return this;
    }

    /// <summary>Text that the next begins at a column behind; where it is too long for that, the gap stays.</summary>
    public TextPage Column(string text, int width, int gap)
    {
        Write(text);
        for (int missing = Math.Max(gap, width - text.Length); missing > 0; missing -= Blank.Length)
        {
            writer.Write(Blank.AsSpan(0, Math.Min(missing, Blank.Length)));
        }

        return this;
    }

    public TextPage Line(string text = "", Ink ink = Ink.Plain)
    {
        Write(text, ink);

        // The same on every system, so that output can be compared.
        writer.Write('\n');
        return this;
    }

    /// <summary>The text with control and formatting characters written as escapes, and what CI services would take for commands.</summary>
    public static string Clean(string text)
    {
        string safe = LogCommands.Break(text);

        // Nearly all text is plain, and of a matrix there is much.
        return safe.AsSpan().ContainsAnyExceptInRange(' ', '~') && safe.Any(IsUnsafe) ? Escape(safe) : safe;
    }

    private static string Escape(string text)
    {

        var clean = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (IsUnsafe(character))
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                clean.Append(character);
            }
        }

        return clean.ToString();
    }

    // Format characters include those that reverse the direction of text.
    private static bool IsUnsafe(char character) => character > '\u007E'
        ? char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        : character < ' ';

    private static string Code(Ink ink) => ink switch
    {
        Ink.Good => "\e[32m",
        Ink.Bad => "\e[31m",
        Ink.Doubt => "\e[33m",
        _ => "\e[2m",
    };
}
