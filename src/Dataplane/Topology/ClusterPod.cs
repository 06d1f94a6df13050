using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>A pod as the network sees it.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
/// <param name="Node">The node that runs it.</param>
/// <param name="Addresses">Its addresses, at most one of each family.</param>
public sealed record ClusterPod(string Namespace, string Name, string Node, ImmutableArray<IpAddress> Addresses)
{
    /// <summary>Its node's interface for it; null gives it the name that Calico makes.</summary>
    public string? InterfaceName { get; init; }

    /// <summary>
    /// The node of the pod whose addresses it has as well, and takes over, while a virtual machine moves from that pod to this
    /// one; null where it shares its addresses with none.
    /// </summary>
    public string? MigratesFrom { get; init; }

    /// <summary>The name of its stack: <c>namespace/name</c>.</summary>
    public string Stack => $"{Namespace}/{Name}";

    /// <summary>Its node's interface for it.</summary>
    internal string HostInterface => InterfaceName ?? Model.WorkloadInterface.NameOf(Namespace, Name);
}
