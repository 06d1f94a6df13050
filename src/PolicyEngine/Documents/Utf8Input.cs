using System.Buffers;
using System.Text;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// A window that moves over a stream of UTF-8 and knows the line and column of what it shows. Until
/// <see cref="StopRetaining"/> it keeps everything from the start, so that reading can begin anew.
/// </summary>
internal sealed class Utf8Input : IDisposable
{
    private const int InitialSize = 1 << 16;

    private readonly Stream _stream;
    private readonly InputDiagnostics _diagnostics;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;
    private long _dropped;

    // INVARIANT: _located is at or after _start whenever a public member returns.
    private int _located;
    private int _line = 1;
    private long _lineStart;
    private long _surplusOfLine;
    private long _contentStart;

    public Utf8Input(Stream stream, InputDiagnostics diagnostics)
    {
        _stream = stream;
        _diagnostics = diagnostics;
        Fill();
    }

    /// <summary>What has been read and not yet left behind.</summary>
    public ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    public ReadOnlyMemory<byte> WindowMemory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Whether the window ends where the stream ends.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the stream itself failed; what the window shows may then be cut off.</summary>
    public bool HasFailed { get; private set; }

    public bool IsRetaining { get; private set; } = true;

    /// <summary>Bytes left behind so far: the offset of the window in the stream.</summary>
    public long Offset => _dropped + _start;

    public long BytesRead => _dropped + _end;

    /// <summary>The offset in the stream at which the line of the last located place begins.</summary>
    public long LineStart => _lineStart;

    /// <summary>Leaves a byte order mark behind; it takes no column.</summary>
    public void SkipByteOrderMark()
    {
        if (Offset == 0 && Window.StartsWith("\uFEFF"u8))
        {
            _start = _located = 3;
            _contentStart = _lineStart = 3;
        }
    }

    public void Advance(int count)
    {
        if (_located < _start + count)
        {
            Locate(count);
        }

        _start += count;
    }

    /// <summary>The place of a byte of the window. Places are asked for in ascending order.</summary>
    public TextPosition Locate(int offset)
    {
        int target = Math.Max(_start + offset, _located);
        ReadOnlySpan<byte> passed = _buffer.AsSpan(_located, target - _located);
        int newline = passed.LastIndexOf((byte)'\n');
        if (newline >= 0)
        {
            _line += 1 + passed[..newline].Count((byte)'\n');
            _lineStart = _dropped + _located + newline + 1;
            _surplusOfLine = 0;
            passed = passed[(newline + 1)..];
        }

        if (!Ascii.IsValid(passed))
        {
            _surplusOfLine += passed.Length - Encoding.UTF8.GetCharCount(passed);
        }

        _located = target;
        long column = _dropped + target - _lineStart - _surplusOfLine + 1;
        return new TextPosition(_line, (int)Math.Min(column, int.MaxValue));
    }

    /// <summary>Reads on, making room as needed; false where there was no more.</summary>
    public bool Fill()
    {
        if (IsComplete)
        {
            return false;
        }

        MakeRoom();
        if (_end == _buffer.Length)
        {
            _diagnostics.Report(ReadingDiagnostics.LimitExceeded, new TextPosition(0, 0), "a document is too large to be held; reading stops here");
            HasFailed = IsComplete = true;
            return false;
        }

        int before = _end;
        try
        {
            int read;
            do
            {
                read = _stream.Read(_buffer, _end, _buffer.Length - _end);
                _end += read;
            }
            while (read > 0 && _end < _buffer.Length);
            IsComplete = read == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _diagnostics.Report(
                ReadingDiagnostics.UnreadableFile, new TextPosition(0, 0), $"reading failed: {MessageText.Embed(exception.Message)}");
            HasFailed = true;
            IsComplete = true;
        }

        return _end > before;
    }

    public void StopRetaining() => IsRetaining = false;

    /// <summary>Goes back to the start of the content.</summary>
    public void Rewind()
    {
        if (!IsRetaining)
        {
            throw new InvalidOperationException("the start of the input is no longer kept");
        }

        _start = _located = (int)_contentStart;
        _line = 1;
        _lineStart = _contentStart;
        _surplusOfLine = 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = _located = 0;
    }

    private void MakeRoom()
    {
        if (!IsRetaining && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _dropped += _start;
            _end -= _start;
            _located -= _start;
            _start = 0;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
