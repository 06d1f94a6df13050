using PolicyEngine.Documents;

namespace PolicyEngine.Binding;

/// <summary>Lenient access to documents of kinds that are observed, not authored: what is not there is empty.</summary>
internal static class Nodes
{
    /// <summary>The text of a scalar field, or the empty string.</summary>
    public static string Text(MappingNode? node, string field) =>
        node?[field] is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : "";

    /// <summary>The mappings among a list's items.</summary>
    public static IEnumerable<MappingNode> Mappings(DocumentNode? node) =>
        node is SequenceNode sequence ? sequence.Items.OfType<MappingNode>() : [];

    /// <summary>The texts among a list's items.</summary>
    public static IEnumerable<string> Texts(DocumentNode? node) =>
        node is SequenceNode sequence ? sequence.Items.OfType<ScalarNode>().Select(scalar => scalar.Text) : [];
}
