using PolicyEngine.Documents;

namespace PolicyEngine.Binding;

/// <summary>Lenient access to documents of kinds that are observed, not authored: what is not there is empty.</summary>
internal static class Nodes
{
    /// <summary>The text of a scalar field, or the empty string.</summary>
    public static string Text(MappingNode? node, string field) =>
        node?[field] is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : "";

    /// <summary>Whether a field is set to true, in any of the words that YAML 1.1 has for it.</summary>
    public static bool Flag(MappingNode? node, string field) => IsTrue(node?[field]);

    /// <summary>Whether a value is true.</summary>
    public static bool IsTrue(DocumentNode? node) =>
        node is ScalarNode { Kind: ScalarKind.Boolean, Text: ['t' or 'T' or 'y' or 'Y', ..] or "on" or "On" or "ON" };

    /// <summary>The port number in a field, or 0.</summary>
    public static ushort Port(MappingNode? node, string field) =>
        node?[field] is ScalarNode scalar && GoInteger.TryParse(scalar, out long number) && number is > 0 and <= ushort.MaxValue ? (ushort)number : (ushort)0;

    /// <summary>The mappings among a list's items.</summary>
    public static IEnumerable<MappingNode> Mappings(DocumentNode? node) =>
        node is SequenceNode sequence ? sequence.Items.OfType<MappingNode>() : [];

    /// <summary>The texts among a list's items.</summary>
    public static IEnumerable<string> Texts(DocumentNode? node) =>
        node is SequenceNode sequence ? sequence.Items.OfType<ScalarNode>().Select(scalar => scalar.Text) : [];
}
