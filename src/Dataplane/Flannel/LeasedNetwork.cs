using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>A cluster whose nodes Flannel joins; how a node reaches its own pods is the provider's to say.</summary>
public abstract class LeasedNetwork : ClusterPodNetwork
{
    private readonly FlannelCluster _flannel;
    private readonly IPacketFilter _filter;

    private protected LeasedNetwork(ClusterNetwork cluster, FlannelCluster flannel, IPacketFilter filter)
        : base(cluster)
    {
        (_flannel, _filter) = (flannel, filter);
        foreach (FlannelMember member in flannel.Members)
        {
            Place(member.Node.Name, member.TunnelAddresses);
        }
    }

    private protected override IEnumerable<Route> Learned => Cluster.IsRouterPeered ? _flannel.RoutesOfRouter(Underlay) : [];

    private protected sealed override IEnumerable<IpPrefix> PodRanges => _flannel.Networks;

    private protected sealed override Loss Missing(ClusterNode? from, IpAddress destination) => LeaseGap.Of(_flannel, from, destination);

    private protected sealed override NetworkStack BuildNode(ClusterNode node, IEnumerable<ClusterPod> pods)
    {
        RouteTable links = RouteTable.Of(Underlay.RoutesOf(node));
        FlannelNode? own = _flannel.On(node, links);
        return new NetworkStack(
            node.Name,
            [new LoopbackDevice(), .. Underlay.UplinksOf(node), .. own?.Devices ?? [], .. DevicesTo(pods, node)],
            [RoutingRule.Main(RouteTable.Of([.. links.All, .. own?.Routes ?? [], .. RoutesTo(pods, node)]))],
            own?.Links ?? LinkTable.Empty);
    }

    private protected sealed override NodeRules BuildRules(ClusterNode node, NetworkStack stack, NodeProxy? services) => _flannel.RulesOf(node, stack, services, _filter);

    /// <summary>The largest packet that the pods of a node send, in octets.</summary>
    private protected int MtuOn(string node) => _flannel.Member(node)?.Backend.Mtu ?? Cluster.Mtu;

    private protected abstract IEnumerable<NetworkDevice> DevicesTo(IEnumerable<ClusterPod> pods, ClusterNode node);

    private protected abstract IEnumerable<Route> RoutesTo(IEnumerable<ClusterPod> pods, ClusterNode node);
}
