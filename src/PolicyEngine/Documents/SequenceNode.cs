using System.Collections.Immutable;

namespace PolicyEngine.Documents;

/// <summary>A list of values.</summary>
internal sealed class SequenceNode(string file, int line, int column, ImmutableArray<DocumentNode> items)
    : DocumentNode(file, line, column)
{
    public ImmutableArray<DocumentNode> Items { get; } = items;

    public override string Describe() => "a list";
}
