using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Cli.Output;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>
/// Writes a piece of a result as JSON Lines: what it is a piece of, each row with its place in the whole, and an end by which a
/// file that was cut off is told.
/// </summary>
internal sealed class ShardWriter : RowWriter
{
    private readonly Shard _shard;
    private readonly IncrementalHash _list = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _rows;

    public ShardWriter(TextWriter writer, ShardHeader header)
        : base(writer)
    {
        _shard = header.Shard;
        writer.Write(JsonText.Line(header.Write));
    }

    public override bool Takes(long place) => _shard.Holds(place);

    public override void Note(string item)
    {
        _list.AppendData(Encoding.UTF8.GetBytes(item));
        _list.AppendData("\n"u8);
    }

    public override void Begin(string at)
    {
        Writer.Write("{\"at\":\"");
        Writer.Write(at);
        Writer.Write("\",\"row\":");
    }

    public override void Close()
    {
        Writer.Write("}\n");
        _rows++;
    }

    public override void End() => Writer.Write(JsonText.Line(new ShardEnd(_rows, Convert.ToHexStringLower(_list.GetHashAndReset())).Write));
}
