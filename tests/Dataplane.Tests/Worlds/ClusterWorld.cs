using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>A small cluster and its network.</summary>
public abstract class ClusterWorld
{
    public abstract ClusterNetwork Cluster { get; }

    public abstract PodNetwork Network { get; }

    /// <summary>The ranges that addresses of pods are from, as a whole and node by node.</summary>
    public abstract IEnumerable<IpPrefix> Ranges { get; }

    /// <summary>Every ordered pair of addresses of different pods in one family.</summary>
    public IEnumerable<(ClusterPod Source, IpAddress From, ClusterPod Destination, IpAddress To)> Pairs =>
        from source in Cluster.Pods
        from destination in Cluster.Pods
        where source != destination
        from @from in source.Addresses
        from to in destination.Addresses
        where @from.Family == to.Family
        select (source, @from, destination, to);

    /// <summary>Whether what a pod sends to a node arrives with another source.</summary>
    public abstract bool IsTranslated(ClusterPod pod, ClusterNode node, IpFamily family);

    /// <summary>The nodes that a packet from pod to pod passes, in order.</summary>
    public virtual IEnumerable<string> NodesBetween(ClusterPod source, ClusterPod destination) => new[] { source.Node, destination.Node }.Distinct(StringComparer.Ordinal);

    /// <summary>How many octets more a pod may send in a family than its way takes.</summary>
    public virtual int Excess(IpFamily family) => 0;

    /// <summary>How many times the life of a packet to another node shortens besides once at every router.</summary>
    public virtual int FurtherLosses => 0;

    public ClusterNode NodeNamed(string name) => Cluster.Nodes.Single(node => node.Name == name);

    public static Packet Probe(IpAddress source, IpAddress destination) => new(source, destination, TrafficPoint.Ports(Protocol.Tcp, 6379, 40000));

    public static IpPrefix Prefix(string text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException(text);

    protected static InterfaceAddress Interface(string text) => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text);
}
