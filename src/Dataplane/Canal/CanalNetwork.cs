using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Canal;

/// <summary>A cluster whose pods Calico connects with their nodes and Flannel with those of other nodes; policies are Calico's.</summary>
public sealed class CanalNetwork : LeasedNetwork
{
    private CanalNetwork(ClusterNetwork cluster, FlannelCluster flannel, IPacketFilter filter)
        : base(cluster, flannel, filter)
    {
    }

    /// <summary>The network; an error where the configuration's backend does not work on a node.</summary>
    /// <param name="cluster">The cluster. A node without subnets in the configuration's networks has no part in it.</param>
    /// <param name="config">Flannel's configuration.</param>
    /// <param name="filter">What decides where nodes filter.</param>
    /// <param name="masquerade">By what Flannel's rules are written.</param>
    public static FlannelResult<CanalNetwork> Of(ClusterNetwork cluster, FlannelConfig config, IPacketFilter filter, MasqueradeVariant masquerade = MasqueradeVariant.Iptables)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(filter);
        FlannelResult<FlannelCluster> flannel = FlannelCluster.Of(cluster, config, masquerade);
        return flannel.Value is { } joined ? new(new CanalNetwork(cluster, joined, filter)) : new(null, flannel.Error);
    }

    private protected override IEnumerable<NetworkDevice> DevicesTo(IEnumerable<ClusterPod> pods, ClusterNode node) =>
        pods.Select(pod => PodWiring.HostSide(pod, MtuOn(node.Name)));

    private protected override IEnumerable<Route> RoutesTo(IEnumerable<ClusterPod> pods, ClusterNode node) => pods.SelectMany(PodWiring.Routes);

    private protected override NetworkStack BuildPod(ClusterPod pod) => PodWiring.Inside(pod, MtuOn(pod.Node));
}
