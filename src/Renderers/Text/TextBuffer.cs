using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyEngine.Renderers.Text;

/// <summary>Text that grows at its end, in one piece of memory, so that hashes can be taken of it without copies.</summary>
internal sealed class TextBuffer
{
    private char[] _chars = ArrayPool<char>.Shared.Rent(256);
    private int _length;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public TextBuffer Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        _length += text.Length;
        return this;
    }

    public TextBuffer Append(char character)
    {
        Reserve(1)[0] = character;
        _length++;
        return this;
    }

    public TextBuffer Append(long number) => Append(number, "");

    /// <summary>Appends a number as Go's <c>%#x</c> prints it: <c>0x10000</c>, <c>0x0</c>.</summary>
    public TextBuffer AppendHex(uint number) => Append("0x").Append(number, "x");

    /// <summary>The number of bytes of the text in UTF-8, which are written to a place that is made larger if need be.</summary>
    public int Encode(ref byte[] bytes, int offset)
    {
        int most = offset + Encoding.UTF8.GetMaxByteCount(_length);
        if (bytes.Length < most)
        {
            Array.Resize(ref bytes, 2 * most);
        }

        return Encoding.UTF8.GetBytes(Written, bytes.AsSpan(offset));
    }

    /// <summary>The text, which leaves the buffer. The memory is kept for other buffers: whole texts of a node take megabytes.</summary>
    public string Drain()
    {
        string text = new(Written);
        ArrayPool<char>.Shared.Return(_chars);
        (_chars, _length) = ([], 0);
        return text;
    }

    private TextBuffer Append(long number, string format)
    {
        number.TryFormat(Reserve(20), out int written, format, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    private Span<char> Reserve(int count)
    {
        if (_chars.Length - _length < count)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(2 * _chars.Length, _length + count));
            Written.CopyTo(larger);
            ArrayPool<char>.Shared.Return(_chars);
            _chars = larger;
        }

        return _chars.AsSpan(_length);
    }
}
