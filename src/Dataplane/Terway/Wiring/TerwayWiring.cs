using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>How pods are connected with their node and the VPC.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="underlay">The VPC.</param>
internal abstract class TerwayWiring(ClusterNetwork cluster, Underlay underlay)
{
    /// <summary>What the VPC's router knows besides its own interfaces.</summary>
    public virtual IEnumerable<Route> Learned => [];

    /// <summary>Whether what nodes send on for others leaves with the node's address.</summary>
    public virtual bool Masquerades => false;

    protected Underlay Underlay => underlay;

    protected ClusterNetwork Cluster => cluster;

    /// <summary>The pod's own stack.</summary>
    public abstract NetworkStack Inside(ClusterNode node, ClusterPod pod);

    /// <summary>A node's interfaces besides its own ones.</summary>
    public abstract IEnumerable<NetworkDevice> DevicesOf(ClusterNode node, IEnumerable<ClusterPod> pods);

    /// <summary>A node's routes to a pod.</summary>
    public abstract IEnumerable<Route> RoutesTo(ClusterNode node, ClusterPod pod);

    /// <summary>A node's routing rules before that of the main table.</summary>
    public virtual IEnumerable<RoutingRule> RulesOf(ClusterNode node, IEnumerable<ClusterPod> pods, RouteTable main) => [];

    /// <summary>The mark that a connection gets when a packet of it comes by an interface of a node.</summary>
    public virtual uint MarkFrom(NetworkDevice device) => 0;

    /// <summary>The name of the pod's interface that has an address.</summary>
    public static string InnerOf(IpAddress address) => Underlay.UplinkOf(new InterfaceAddress(address, address.BitLength));

    /// <summary>The addresses of a pod that interfaces of its node own, with those.</summary>
    protected static IEnumerable<(IpAddress Address, NodeEni Eni)> OwnersOf(ClusterNode node, ClusterPod pod) =>
        from address in pod.Addresses
        let owner = node.Enis.FirstOrDefault(eni => eni.Assigned.Contains(address))
        where owner is not null
        select (address, owner);

    /// <summary>The interfaces of pods that lie on top of a node's.</summary>
    protected static IEnumerable<UpperInterface> UppersOf(NodeEni eni, IEnumerable<ClusterPod> pods) =>
        from pod in pods
        from address in pod.Addresses
        where eni.Assigned.Contains(address)
        select new UpperInterface(pod.Stack, InnerOf(address), [address]);
}
