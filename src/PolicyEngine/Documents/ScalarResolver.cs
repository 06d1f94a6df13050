using System.Globalization;

namespace PolicyEngine.Documents;

/// <summary>
/// What a plain scalar means. Matches go-yaml v2 as sigs.k8s.io/yaml uses it (`resolve.go`): the words of YAML 1.1,
/// Go's integer prefixes, decimal floats; no sexagesimals, and timestamps stay strings.
/// </summary>
internal static class ScalarResolver
{
    private const string TagPrefix = "tag:yaml.org,2002:";

    public static ScalarKind ResolvePlain(string text)
    {
        if (text.Length == 0)
        {
            return ScalarKind.Null;
        }

        switch (text[0])
        {
            case 'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~':
                return text.Length > 5 ? ScalarKind.String : ResolveWord(text);
            case '.':
                return text is ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" || IsFloat(text)
                    ? ScalarKind.Float
                    : ScalarKind.String;
            case '+' or '-' or (>= '0' and <= '9'):
                return text is "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF"
                    ? ScalarKind.Float
                    : ResolveNumber(text);
            default:
                return ScalarKind.String;
        }
    }

    /// <summary>The kind under an explicit tag; false where the text cannot be read as the tag says.</summary>
    public static bool TryResolveTagged(string tag, string text, out ScalarKind kind)
    {
        kind = ScalarKind.String;
        if (!tag.StartsWith(TagPrefix, StringComparison.Ordinal))
        {
            return true;
        }

        ScalarKind resolved = ResolvePlain(text);
        switch (tag.AsSpan(TagPrefix.Length))
        {
            case "int":
                kind = ScalarKind.Integer;
                return resolved == ScalarKind.Integer;
            case "float":
                kind = ScalarKind.Float;
                return resolved is ScalarKind.Integer or ScalarKind.Float;
            case "bool":
                kind = ScalarKind.Boolean;
                return resolved == ScalarKind.Boolean;
            case "null":
                kind = ScalarKind.Null;
                return resolved == ScalarKind.Null;
            default:
                return true;
        }
    }

    /// <summary>The kind of a text that JSON's grammar has accepted as a number.</summary>
    public static ScalarKind ResolveJsonNumber(string text)
    {
        if (text.AsSpan().ContainsAny(".eE"))
        {
            return ScalarKind.Float;
        }

        return text.Length < 18 || IsInteger(text) ? ScalarKind.Integer : ScalarKind.Float;
    }

    private static ScalarKind ResolveWord(string text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "true" or "True" or "TRUE" => ScalarKind.Boolean,
        "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        _ => ScalarKind.String,
    };

    private static ScalarKind ResolveNumber(string text)
    {
        string plain = text.Contains('_', StringComparison.Ordinal) ? text.Replace("_", "", StringComparison.Ordinal) : text;
        if (IsInteger(plain))
        {
            return ScalarKind.Integer;
        }

        return IsFloat(plain) ? ScalarKind.Float : ScalarKind.String;
    }

    /// <summary>Whether Go's <c>ParseInt(text, 0, 64)</c> or <c>ParseUint(text, 0, 64)</c> accepts the text.</summary>
    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        bool signed = text[0] is '+' or '-';
        ReadOnlySpan<char> digits = signed ? text[1..] : text;
        if (digits.IsEmpty)
        {
            return false;
        }

        uint numberBase = 10;
        if (digits[0] == '0' && digits.Length > 1)
        {
            numberBase = digits[1] switch
            {
                'x' or 'X' => 16,
                'b' or 'B' => 2,
                _ => 8u,
            };
            bool hasPrefix = numberBase != 8 || digits[1] is 'o' or 'O';
            if (hasPrefix && digits.Length < 3)
            {
                return false;
            }

            digits = digits[(hasPrefix ? 2 : 1)..];
        }

        ulong value = 0;
        foreach (char c in digits)
        {
            uint digit = char.IsAsciiHexDigit(c) ? (uint)HexValue(c) : uint.MaxValue;
            if (digit >= numberBase || value > (ulong.MaxValue - digit) / numberBase)
            {
                return false;
            }

            value = (value * numberBase) + digit;
        }

        // A sign leaves only ParseInt, whose range is that of a signed integer.
        return !signed || value <= (text[0] == '-' ? 1ul << 63 : long.MaxValue);
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    /// <summary>Matches <c>^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$</c> within the range of a double.</summary>
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        int at = text[0] is '+' or '-' ? 1 : 0;
        int whole = CountDigits(text[at..]);
        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            int fraction = CountDigits(text[at..]);
            at += fraction;
            whole += fraction;
        }

        if (whole == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }

            int exponent = CountDigits(text[at..]);
            at += exponent;
            if (exponent == 0)
            {
                return false;
            }
        }

        return at == text.Length
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }
}
