using System.Text.Unicode;

namespace PolicyEngine.Documents;

/// <summary>Presents a run of valid UTF-8 as text, without a string of the whole.</summary>
internal sealed class Utf8SliceReader : TextReader
{
    private readonly char[] _chars = new char[2048];
    private ReadOnlyMemory<byte> _bytes;
    private int _at;
    private int _count;

    public void Reset(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _at = 0;
        _count = 0;
    }

    public override int Peek() => _at < _count || Decode() ? _chars[_at] : -1;

    public override int Read() => _at < _count || Decode() ? _chars[_at++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (_at == _count && !Decode())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _count - _at);
        _chars.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    private bool Decode()
    {
        Utf8.ToUtf16(_bytes.Span, _chars, out int read, out _count);
        _bytes = _bytes[read..];
        _at = 0;
        return _count > 0;
    }
}
