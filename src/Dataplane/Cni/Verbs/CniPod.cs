using System.Collections.Immutable;
using PolicyEngine.Selectors;

namespace PolicyEngine.Dataplane.Cni.Verbs;

/// <summary>The pod that a container is of.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Node">The node that runs it.</param>
public sealed record CniPod(string Namespace, string Name, string Node)
{
    /// <summary>Its annotations.</summary>
    public ImmutableDictionary<string, string> Annotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The annotations of its namespace.</summary>
    public ImmutableDictionary<string, string> NamespaceAnnotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The labels of its namespace.</summary>
    public LabelSet NamespaceLabels { get; init; } = LabelSet.Empty;
}
