using System.Buffers;
using System.IO.Pipelines;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>Reads lines of bytes.</summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The next line that is not blank; empty at the end.</summary>
    /// <exception cref="IOException">A line is longer than it may be, or the stream is cut off.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation)
    {
        // A long line comes in very many pieces; none is looked at twice.
        long seen = 0;
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.Slice(seen).PositionOf((byte)'\n') is { } end)
            {
                seen = 0;
                byte[] line = buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                if (line.AsSpan().ContainsAnyExcept((byte)' ', (byte)'\r', (byte)'\t'))
                {
                    return line;
                }
            }
            else if (result.IsCompleted)
            {
                byte[] rest = buffer.ToArray();
                _reader.AdvanceTo(buffer.End);
                return rest;
            }
            else if (buffer.Length > longest)
            {
                throw new IOException($"a line is longer than {longest} bytes");
            }
            else
            {
                seen = buffer.Length;
                _reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }
}
