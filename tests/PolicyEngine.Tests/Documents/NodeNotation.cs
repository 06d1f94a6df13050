using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Documents;

/// <summary>Writes a tree on one line: strings in quotes, other scalars with the first letter of their kind.</summary>
internal static class NodeNotation
{
    public static string Of(DocumentNode node) => node switch
    {
        MappingNode mapping => "{" + string.Join(", ", mapping.Entries.Select(e => $"{e.Key.Text}: {Of(e.Value)}")) + "}",
        SequenceNode sequence => "[" + string.Join(", ", sequence.Items.Select(Of)) + "]",
        ScalarNode { Kind: ScalarKind.String } scalar => $"\"{scalar.Text}\"",
        ScalarNode scalar => $"{scalar.Kind.ToString()[0]}'{scalar.Text}'",
        _ => throw new ArgumentException("unknown node", nameof(node)),
    };

    /// <summary>Every node of a tree with its place, in the order written.</summary>
    public static IEnumerable<DocumentNode> All(DocumentNode node)
    {
        yield return node;
        IEnumerable<DocumentNode> children = node switch
        {
            MappingNode mapping => mapping.Entries.SelectMany(e => new[] { e.Key, e.Value }),
            SequenceNode sequence => sequence.Items,
            _ => [],
        };
        foreach (DocumentNode descendant in children.SelectMany(All))
        {
            yield return descendant;
        }
    }
}
