using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace PolicyEngine.Cli.Sharding;

/// <summary>A file that is open only while something is read from it: thousands can be read side by side.</summary>
internal sealed class PassingFile : Stream
{
    /// <summary>The bytes of one line: a result of the largest cluster has some millions.</summary>
    private const long LongestLine = 256L << 20;

    private readonly string _path;
    private long _position;
    private long _lineStart;

    /// <exception cref="NotSupportedException">It has no places to come back to: it is a pipe.</exception>
    public PassingFile(string path)
    {
        _path = path;
        using SafeFileHandle file = File.OpenHandle(path);
        RandomAccess.GetLength(file);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        int read = RandomAccess.Read(file, buffer, _position);
        int lineEnd = buffer[..read].LastIndexOf((byte)'\n');
        _lineStart = lineEnd < 0 ? _lineStart : _position + lineEnd;
        _position += read;
        return _position - _lineStart > LongestLine
            ? throw new CommandFailedException(string.Create(CultureInfo.InvariantCulture, $"`{_path}` has a line of more than {LongestLine} bytes"))
            : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
