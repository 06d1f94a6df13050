using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway.Wiring;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>
/// A cluster whose pods Terway connects. They have addresses of their node's further interfaces (<see cref="ClusterNode.Enis"/>),
/// or with <see cref="TerwayDatapath.VpcRoute"/> of its subnets (<see cref="ClusterNode.PodCidrs"/>). Between the nodes is the
/// VPC, whose router counts as any other.
/// </summary>
public sealed class TerwayNetwork : ClusterPodNetwork
{
    private readonly TerwayWiring _wiring;
    private readonly IPacketFilter _filter;

    private TerwayNetwork(ClusterNetwork cluster, TerwaySettings settings, IPacketFilter filter)
        : base(cluster, UnderlayOf(cluster, settings.Datapath))
    {
        _filter = filter;
        _wiring = settings.Datapath switch
        {
            TerwayDatapath.VpcRoute => new PairWiring(cluster, Underlay),
            TerwayDatapath.IpVlan => new IpvlanWiring(cluster, Underlay, settings),
            TerwayDatapath.ExclusiveEni => new OwnInterfaceWiring(cluster, Underlay, settings),
            TerwayDatapath.Vlan => new VlanWiring(cluster, Underlay, settings),
            _ => new PolicyRouteWiring(cluster, Underlay, settings),
        };
    }

    private protected override IEnumerable<Route> Learned => _wiring.Learned;

    /// <summary>The network; stacks are built when they are asked for.</summary>
    /// <param name="cluster">The cluster. A pod whose address no interface of its node owns reaches nothing where pods are connected by those.</param>
    /// <param name="settings">How Terway is set up.</param>
    /// <param name="filter">What decides where nodes filter.</param>
    public static TerwayNetwork Of(ClusterNetwork cluster, TerwaySettings settings, IPacketFilter filter)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(filter);
        return new TerwayNetwork(cluster, settings, filter);
    }

    private protected override NetworkStack BuildNode(ClusterNode node, IEnumerable<ClusterPod> pods)
    {
        RouteTable main = RouteTable.Of([.. Underlay.RoutesOf(node), .. pods.SelectMany(pod => _wiring.RoutesTo(node, pod))]);
        return new NetworkStack(
            node.Name,
            [new LoopbackDevice(), .. Underlay.UplinksOf(node), .. _wiring.DevicesOf(node, pods)],
            [RoutingRule.Main(main), .. _wiring.RulesOf(node, pods, main)],
            LinkTable.Empty);
    }

    private protected override NetworkStack? BuildPod(ClusterPod pod) => Node(pod.Node) is { } node ? _wiring.Inside(node, pod) : null;

    private protected override NodeRules BuildRules(ClusterNode node, NetworkStack stack, NodeProxy? services) => new TerwayRules(stack, services, _filter, _wiring);

    /// <summary>Interfaces that are moved into pods are found there.</summary>
    private static Underlay UnderlayOf(ClusterNetwork cluster, TerwayDatapath datapath)
    {
        if (datapath != TerwayDatapath.ExclusiveEni)
        {
            return new Underlay(cluster);
        }

        Dictionary<IpAddress, LinkEnd> holders = [];
        foreach ((ClusterPod pod, IpAddress address) in cluster.Pods.SelectMany(pod => pod.Addresses, (pod, address) => (pod, address)))
        {
            holders[address] = new LinkEnd(pod.Stack, TerwayWiring.InnerOf(address));
        }

        return new Underlay(cluster, address => holders.TryGetValue(address, out LinkEnd end) ? end : null);
    }
}
