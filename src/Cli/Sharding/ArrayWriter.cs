namespace PolicyEngine.Cli.Sharding;

/// <summary>Writes rows as an array, an element a line.</summary>
internal sealed class ArrayWriter(TextWriter writer) : RowWriter(writer)
{
    private string _before = "[\n";
    private string _end = "[]\n";

    public override void Begin(string at) => Writer.Write(_before);

    public override void Close() => (_before, _end) = (",\n", "\n]\n");

    public override void End() => Writer.Write(_end);
}
