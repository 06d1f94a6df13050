using System.Collections.Immutable;
using PolicyEngine.Selectors;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>What the container runtime and the cluster say of a pod that is wired or unwired.</summary>
/// <param name="Node">The node.</param>
/// <param name="ContainerId">The container that keeps the pod's network namespace.</param>
public sealed record CalicoCniRequest(string Node, string ContainerId)
{
    /// <summary>The namespace of the pod.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The name of the pod.</summary>
    public string Pod { get; init; } = "";

    /// <summary>The annotations of the pod.</summary>
    public ImmutableDictionary<string, string> PodAnnotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The annotations of its namespace; of them pools and families count, where the pod has none.</summary>
    public ImmutableDictionary<string, string> NamespaceAnnotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The labels of its namespace.</summary>
    public LabelSet NamespaceLabels { get; init; } = LabelSet.Empty;

    /// <summary>The KubeVirt machine whose addresses outlive the pod; null for other pods.</summary>
    public string? VirtualMachine { get; init; }

    /// <summary>Whether the machine ends with this pod, so that its addresses are given back.</summary>
    public bool EndsVirtualMachine { get; init; }
}
