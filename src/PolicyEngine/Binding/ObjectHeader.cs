using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>What every object says of itself.</summary>
/// <param name="ApiVersion">The API version as written.</param>
/// <param name="Kind">The kind as written.</param>
/// <param name="Namespace">The namespace as written, or the empty string.</param>
/// <param name="Name">The name, or the empty string.</param>
/// <param name="Metadata">The metadata mapping; null where there is none.</param>
/// <param name="Span">Where the object begins.</param>
internal readonly record struct ObjectHeader(
    string ApiVersion, string Kind, string Namespace, string Name, MappingNode? Metadata, SourceSpan Span)
{
    /// <summary>The part of the API version before the slash; empty for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and int slash ? ApiVersion[..slash] : "";

    public static ObjectHeader Of(MappingNode root)
    {
        var metadata = root["metadata"] as MappingNode;
        return new ObjectHeader(Text(root, "apiVersion"), Text(root, "kind"), Text(metadata, "namespace"), Text(metadata, "name"), metadata, root.Span);
    }

    private static string Text(MappingNode? node, string field) =>
        node?[field] is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : "";
}
