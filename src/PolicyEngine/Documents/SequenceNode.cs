using System.Collections.Immutable;

namespace PolicyEngine.Documents;

/// <summary>A list of values.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line where it begins.</param>
/// <param name="column">The column where it begins.</param>
/// <param name="items">The values.</param>
public sealed class SequenceNode(string file, int line, int column, ImmutableArray<DocumentNode> items)
    : DocumentNode(file, line, column)
{
    /// <summary>The values.</summary>
    public ImmutableArray<DocumentNode> Items { get; } = items.IsDefault ? [] : items;

    /// <inheritdoc/>
    public override string Describe() => "a list";
}
