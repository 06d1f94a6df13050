namespace PolicyEngine.Cli.Sharding;

/// <summary>Writes rows as JSON Lines.</summary>
internal sealed class LineWriter(TextWriter writer) : RowWriter(writer)
{
    public override void Begin(string at)
    {
    }

    public override void Close() => Writer.Write('\n');

    public override void End()
    {
    }
}
