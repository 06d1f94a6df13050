using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>A cluster whose pods Terway connects by pairs of interfaces. Between the nodes is the VPC, whose router counts as any other.</summary>
public sealed class TerwayNetwork : ClusterPodNetwork
{
    private const int ToPodPriority = 512;
    private const int FromPodPriority = 2048;

    private readonly TerwayDatapath _datapath;
    private readonly IPacketFilter _filter;

    private TerwayNetwork(ClusterNetwork cluster, TerwayDatapath datapath, IPacketFilter filter)
        : base(cluster) => (_datapath, _filter) = (datapath, filter);

    private protected override IEnumerable<Route> Learned =>
        _datapath == TerwayDatapath.VpcRoute ? Cluster.Nodes.SelectMany(node => Underlay.RoutesVia(node, node.PodCidrs)) : [];

    /// <summary>Pods with addresses of their node's interfaces, see <see cref="ClusterNode.Enis"/>: what a pod sends leaves by the interface that owns its address.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="filter">What decides where nodes filter.</param>
    public static TerwayNetwork OfPolicyRoutes(ClusterNetwork cluster, IPacketFilter filter) => Of(cluster, TerwayDatapath.PolicyRoute, filter);

    /// <summary>Pods with addresses of their node's subnets, see <see cref="ClusterNode.PodCidrs"/>, which the routes of the VPC know.</summary>
    /// <inheritdoc cref="OfPolicyRoutes"/>
    public static TerwayNetwork OfVpcRoutes(ClusterNetwork cluster, IPacketFilter filter) => Of(cluster, TerwayDatapath.VpcRoute, filter);

    private protected override NetworkStack BuildNode(ClusterNode node, IEnumerable<ClusterPod> pods)
    {
        RouteTable main = RouteTable.Of([.. Underlay.RoutesOf(node), .. pods.SelectMany(TerwayWiring.Routes)]);
        return new NetworkStack(
            node.Name,
            [new LoopbackDevice(), .. Underlay.UplinksOf(node), .. Underlay.EnisOf(node), .. pods.Select(pod => TerwayWiring.HostSide(pod, Cluster.Mtu))],
            [RoutingRule.Main(main), .. _datapath == TerwayDatapath.PolicyRoute ? RulesFor(node, pods, main) : []],
            LinkTable.Empty);
    }

    private protected override NetworkStack BuildPod(ClusterPod pod) => TerwayWiring.Inside(pod, Cluster.Mtu);

    private protected override NodeRules BuildRules(ClusterNode node, NetworkStack stack, NodeProxy? services) => new TerwayRules(stack, services, _filter);

    private static TerwayNetwork Of(ClusterNetwork cluster, TerwayDatapath datapath, IPacketFilter filter)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(filter);
        return new TerwayNetwork(cluster, datapath, filter);
    }

    /// <summary>Packets to a pod ask the main table whatever their source; packets from one ask the table of the interface that owns its address.</summary>
    private IEnumerable<RoutingRule> RulesFor(ClusterNode node, IEnumerable<ClusterPod> pods, RouteTable main)
    {
        Dictionary<IpAddress, RouteTable> tables = [];
        foreach (NodeEni eni in node.Enis)
        {
            RouteTable table = RouteTable.Of([new Route(IpPrefix.Of(eni.Subnet.First, 0)) { Device = eni.Name, Gateway = Underlay.GatewayOf(eni), OnLink = true }]);
            foreach (IpAddress address in eni.Assigned)
            {
                tables[address] = table;
            }
        }

        foreach (IpAddress address in pods.SelectMany(pod => pod.Addresses))
        {
            yield return new RoutingRule(ToPodPriority, main) { To = IpPrefix.Of(address) };
            if (tables.TryGetValue(address, out RouteTable? table))
            {
                yield return new RoutingRule(FromPodPriority, table) { From = IpPrefix.Of(address) };
            }
        }
    }
}
