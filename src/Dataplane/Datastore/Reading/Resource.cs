using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>One object of a datastore: what it is, and its fields.</summary>
internal sealed class Resource(MappingNode root, List<Diagnostic> diagnostics, string defaultNamespace)
{
    private static readonly string[] s_calico = ["projectcalico.org", "crd.projectcalico.org"];

    public Fields Root { get; } = new(root, "", diagnostics);

    public string Kind { get; } = TextOf(root, "kind");

    /// <summary>The namespace; of an object that has none, which is of no namespace or of the default one.</summary>
    public string Namespace { get; } = TextOf(root["metadata"] as MappingNode, "namespace") is { Length: > 0 } given ? given : defaultNamespace;

    public string Name { get; } = TextOf(root["metadata"] as MappingNode, "name");

    /// <summary><c>Kind/name</c>, or <c>Kind/namespace/name</c> for the kinds that have one.</summary>
    public string Reference => Kind is "Service" or "Endpoints" or "EndpointSlice" or "ConfigMap" or "Pod" or "WorkloadEndpoint" or "NetworkPolicy" ? $"{Kind}/{Namespace}/{Name}" : $"{Kind}/{Name}";

    public Fields Spec => Root.Object("spec");

    public Fields Annotations => Root.Object("metadata").Object("annotations");

    public SourceSpan Span => root.Span;

    /// <summary>The part of the API version before the slash; empty for the core group.</summary>
    public string Group { get; } = TextOf(root, "apiVersion") is var version && version.Contains('/', StringComparison.Ordinal)
        ? version[..version.IndexOf('/', StringComparison.Ordinal)]
        : "";

    public bool IsCalico => s_calico.Contains(Group, StringComparer.Ordinal);

    private static string TextOf(MappingNode? node, string field) => node?[field] is ScalarNode scalar ? scalar.Text : "";
}
