using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyEngine.Json;

/// <summary>Characters beyond the first 65,536, which JSON may write as two escapes.</summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    /// <summary>Whether one half of a pair stands in JSON text without the other, as an escape or as it is. JSON allows it, but no text has such a character.</summary>
    public static bool AnyAlone(ReadOnlySpan<char> json) => AnyEscaped(json) || AnyPlain(json);

    private static bool AnyPlain(ReadOnlySpan<char> json)
    {
        while (json.IndexOfAnyInRange('\uD800', '\uDFFF') is var next and >= 0)
        {
            if (Rune.DecodeFromUtf16(json[next..], out _, out int length) != OperationStatus.Done)
            {
                return true;
            }

            json = json[(next + length)..];
        }

        return false;
    }

    private static bool AnyEscaped(ReadOnlySpan<char> json)
    {
        bool expectsLow = false;
        while (json.IndexOf('\\') is var next and >= 0)
        {
            if (expectsLow && next > 0)
            {
                return true;
            }

            json = json[next..];
            char character = EscapedBy(json);
            if (char.IsLowSurrogate(character) != expectsLow)
            {
                return true;
            }

            expectsLow = char.IsHighSurrogate(character);
            json = json[Math.Min(character == default ? 2 : EscapeLength, json.Length)..];
        }

        return expectsLow;
    }

    /// <summary>The character that an escape gives by its number; none where it is another escape.</summary>
    private static char EscapedBy(ReadOnlySpan<char> json) =>
        json.Length >= EscapeLength && json[1] == 'u' && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort number)
            ? (char)number
            : default;
}
