using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Fuzzing.Tests;

/// <summary>
/// Any bytes as text, and back: a byte that is no part of UTF-8 is a low surrogate of its own, U+DC80 to U+DCFF. So one text serves
/// those who read bytes and those who read strings.
/// </summary>
internal static class RawText
{
    private const char First = '\uDC00';

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done;
            text.Append(isText ? rune.ToString() : ((char)(First + bytes[0])).ToString());
            bytes = bytes[(isText ? length : 1)..];
        }

        return text.ToString();
    }

    public static byte[] Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new MemoryStream(text.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            OperationStatus status = Rune.DecodeFromUtf16(rest, out Rune rune, out int length);
            if (status != OperationStatus.Done && rest[0] - First is >= 0x80 and <= 0xFF and var alone)
            {
                bytes.WriteByte((byte)alone);
            }
            else
            {
                bytes.Write(encoded[..rune.EncodeToUtf8(encoded)]);
            }

            rest = rest[length..];
        }

        return bytes.ToArray();
    }
}
