using System.Globalization;
using System.Text;

namespace PolicyEngine.Documents;

/// <summary>Makes strings of the bytes of scalars.</summary>
internal sealed class PlainYamlText(StringPool pool)
{
    private const int HexDigits = 4;

    public string Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > StringPool.MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> chars = stackalloc char[StringPool.MaxLength];
        return pool.Intern(chars[..Encoding.UTF8.GetChars(utf8, chars)]);
    }

    /// <summary>The text of a scalar with its quotes; null where it has an escape that JSON lacks.</summary>
    public string? DecodeQuoted(ReadOnlySpan<byte> quoted)
    {
        ReadOnlySpan<byte> utf8 = quoted[1..^1];
        return quoted[0] == '"' && utf8.Contains((byte)'\\') ? Unescape(utf8) : Decode(utf8);
    }

    private string? Unescape(ReadOnlySpan<byte> utf8)
    {
        // No escape stands for more characters than it has bytes.
        char[] chars = new char[utf8.Length];
        int count = 0;
        while (true)
        {
            int escape = utf8.IndexOf((byte)'\\');
            count += Encoding.UTF8.GetChars(escape < 0 ? utf8 : utf8[..escape], chars.AsSpan(count));
            if (escape < 0)
            {
                return pool.Intern(chars.AsSpan(0, count));
            }

            if (UnescapeOne(utf8[(escape + 1)..], out int length) is not { } unescaped)
            {
                return null;
            }

            chars[count++] = unescaped;
            utf8 = utf8[(escape + 1 + length)..];
        }
    }

    private static char? UnescapeOne(ReadOnlySpan<byte> escape, out int length)
    {
        length = 1;
        switch (escape[0])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/':
                return (char)escape[0];
            case (byte)'n':
                return '\n';
            case (byte)'t':
                return '\t';
            case (byte)'u' when escape.Length > HexDigits:
                length += HexDigits;
                ReadOnlySpan<byte> digits = escape.Slice(1, HexDigits);
                bool isCode = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code);
                return isCode && !char.IsSurrogate((char)code) ? (char)code : null;
            default:
                return null;
        }
    }
}
