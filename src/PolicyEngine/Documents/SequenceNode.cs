namespace PolicyEngine.Documents;

/// <summary>A list of values.</summary>
internal sealed class SequenceNode(string file, int line, int column, IReadOnlyList<DocumentNode> items)
    : DocumentNode(file, line, column)
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    public override string Describe() => "a list";
}
