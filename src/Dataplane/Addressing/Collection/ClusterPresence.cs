using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>What exists in the cluster when addresses are collected.</summary>
public sealed class ClusterPresence
{
    private readonly Dictionary<(string Namespace, string Name), PodPresence> _pods = [];

    /// <summary>The presence of these nodes and pods, and of no others.</summary>
    public ClusterPresence(IEnumerable<string> nodes, IEnumerable<PodPresence> pods)
    {
        Nodes = nodes.ToImmutableSortedSet(StringComparer.Ordinal);
        foreach (PodPresence pod in pods)
        {
            _pods[(pod.Namespace, pod.Name)] = pod;
        }
    }

    /// <summary>The presence of what a cluster's network is made of.</summary>
    public static ClusterPresence Of(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new(
            cluster.Nodes.Select(node => node.Name),
            cluster.Pods.Select(pod => new PodPresence(pod.Namespace, pod.Name, pod.Node) { Addresses = pod.Addresses }));
    }

    /// <summary>The names of the nodes.</summary>
    public ImmutableSortedSet<string> Nodes { get; }

    /// <summary>Whether the pod that an allocation names has the address, as far as is known.</summary>
    internal bool Confirms(AddressAttributes attributes, IpAddress address) =>
        _pods.TryGetValue((attributes.Namespace ?? "", attributes.Pod ?? ""), out PodPresence? pod)
        && !pod.IsFinished
        && pod.Node == attributes.Node
        && (pod.Addresses.IsEmpty || pod.Addresses.Contains(address));
}
