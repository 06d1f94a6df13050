namespace PolicyEngine.Tests.Documents;

/// <summary>Gives its content in pieces of at most a fixed size, as pipes do.</summary>
internal sealed class PiecewiseStream(byte[] content, int pieceSize) : MemoryStream(content, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, pieceSize));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, pieceSize)]);
}
