using System.Buffers;
using System.Text.Unicode;

namespace PolicyEngine.Documents;

/// <summary>
/// Turns UTF-16 into UTF-8. A lone surrogate becomes a byte that is not UTF-8, so that it is found and reported with
/// its place like any other faulty byte.
/// </summary>
internal static class Utf16Converter
{
    private const byte Faulty = 0xFF;

    public static byte[] ToUtf8(ReadOnlySpan<char> text)
    {
        var writer = new ArrayBufferWriter<byte>(text.Length + 16);
        while (!text.IsEmpty)
        {
            Span<byte> target = writer.GetSpan(Math.Max(16, text.Length));
            OperationStatus status = Utf8.FromUtf16(text, target, out int read, out int written, replaceInvalidSequences: false);
            writer.Advance(written);
            text = text[read..];
            if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData)
            {
                writer.GetSpan(1)[0] = Faulty;
                writer.Advance(1);
                text = text[1..];
            }
        }

        return writer.WrittenSpan.ToArray();
    }
}
