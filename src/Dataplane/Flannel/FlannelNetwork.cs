using PolicyEngine.Dataplane.Cni;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>A cluster whose pods Flannel connects: those of a node by a bridge, the nodes by the backend of the configuration.</summary>
public sealed class FlannelNetwork : LeasedNetwork
{
    private readonly FlannelCluster _flannel;

    private FlannelNetwork(ClusterNetwork cluster, FlannelCluster flannel)
        : base(cluster, flannel, OpenFilter.Instance)
    {
        _flannel = flannel;
        foreach (FlannelMember member in flannel.Members)
        {
            Place(member.Node.Name, member.Subnets.Select(BridgeWiring.GatewayOf));
        }
    }

    /// <summary>The network; an error where the configuration's backend does not work on a node.</summary>
    /// <param name="cluster">The cluster. A node without subnets in the configuration's networks has no part in it.</param>
    /// <param name="config">The configuration that all nodes share.</param>
    /// <param name="masquerade">By what its rules are written.</param>
    public static FlannelResult<FlannelNetwork> Of(ClusterNetwork cluster, FlannelConfig config, MasqueradeVariant masquerade = MasqueradeVariant.Iptables)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(config);
        FlannelResult<FlannelCluster> flannel = FlannelCluster.Of(cluster, config, masquerade);
        return flannel.Value is { } joined ? new(new FlannelNetwork(cluster, joined)) : new(null, flannel.Error);
    }

    private protected override IEnumerable<NetworkDevice> DevicesTo(IEnumerable<ClusterPod> pods, ClusterNode node)
    {
        BridgeWiring wiring = WiringOf(node.Name);
        return [wiring.Bridge, .. pods.Select(wiring.PortOf)];
    }

    private protected override IEnumerable<Route> RoutesTo(IEnumerable<ClusterPod> pods, ClusterNode node) => WiringOf(node.Name).Routes;

    private protected override NetworkStack BuildPod(ClusterPod pod) => WiringOf(pod.Node).Inside(pod);

    private BridgeWiring WiringOf(string node) => new(node, _flannel.Member(node)?.Subnets ?? [], _flannel.Networks, MtuOn(node));
}
