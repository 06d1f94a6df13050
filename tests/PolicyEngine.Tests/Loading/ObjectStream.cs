using System.Text;

namespace PolicyEngine.Tests.Loading;

/// <summary>Some number of pods with an annotation as JSON, one a line, given one by one as they are read.</summary>
/// <param name="objects">How many.</param>
/// <param name="annotation">The text of the annotation.</param>
/// <param name="gate">What each waits for before it is given; null where none waits.</param>
internal sealed class ObjectStream(int objects, string annotation, ManualResetEventSlim? gate = null) : Stream
{
    private readonly byte[] _line = Encoding.UTF8.GetBytes(
        "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p\", \"namespace\": \"a\", \"annotations\": {\"a\": \"" + annotation + "\"}}}\n");

    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _given;
    private int _offset;

    /// <summary>How many have been given.</summary>
    public int Given => Volatile.Read(ref _given);

    /// <summary>Ends when the stream is closed.</summary>
    public Task Closed => _closed.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        gate?.Wait();
        if (_given == objects)
        {
            return 0;
        }

        int length = Math.Min(count, _line.Length - _offset);
        _line.AsSpan(_offset, length).CopyTo(buffer.AsSpan(offset));
        _offset = (_offset + length) % _line.Length;
        if (_offset == 0)
        {
            Interlocked.Increment(ref _given);
        }

        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed.TrySetResult();
        base.Dispose(disposing);
    }
}
