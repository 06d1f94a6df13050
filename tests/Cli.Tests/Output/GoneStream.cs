namespace Cli.Tests.Output;

/// <summary>A stream that nobody reads any more.</summary>
internal sealed class GoneStream : MemoryStream
{
    /// <summary>How often somebody still reads.</summary>
    public int Remaining { get; init; }

    /// <summary>How often it was written to.</summary>
    public int Written { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (++Written > Remaining)
        {
            throw new IOException("nobody is there");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}
