using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>Pairs of interfaces, and the routes of the VPC to the subnets of nodes (<see cref="TerwayDatapath.VpcRoute"/>).</summary>
internal class PairWiring(ClusterNetwork cluster, Underlay underlay) : TerwayWiring(cluster, underlay)
{
    private const string Inner = Underlay.Uplink;

    public override IEnumerable<Route> Learned => Cluster.Nodes.SelectMany(node => Underlay.RoutesVia(node, node.PodCidrs));

    public override NetworkStack Inside(ClusterNode node, ClusterPod pod) => PodWiring.Inside(pod, Cluster.Mtu, PodPair.GatewayOf, PodPair.LinksOf(pod, Inner));

    public override IEnumerable<NetworkDevice> DevicesOf(ClusterNode node, IEnumerable<ClusterPod> pods) =>
        [.. Underlay.EnisOf(node), .. pods.Select(pod => PodPair.HostSide(pod, Inner, Cluster.Mtu))];

    public override IEnumerable<Route> RoutesTo(ClusterNode node, ClusterPod pod) => PodPair.RoutesTo(pod);
}
