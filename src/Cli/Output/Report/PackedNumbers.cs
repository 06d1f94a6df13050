using System.IO.Compression;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Numbers of as few bytes as they need, seven bits to a byte, the lowest first.</summary>
internal sealed class PackedNumbers
{
    private readonly List<byte> _bytes = [];

    public void Add(int number)
    {
        uint rest = (uint)number;
        while (rest > 0x7F)
        {
            _bytes.Add((byte)((rest & 0x7F) | 0x80));
            rest >>= 7;
        }

        _bytes.Add((byte)rest);
    }

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Bytes in gzip and base64, as browsers read them.</summary>
    public static string Compress(IEnumerable<byte[]> parts)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (byte[] part in parts)
            {
                gzip.Write(part);
            }
        }

        return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
