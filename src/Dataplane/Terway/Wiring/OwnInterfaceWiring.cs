using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>
/// Interfaces of the VPC in the pods themselves (<see cref="TerwayDatapath.ExclusiveEni"/>), and a pair of interfaces with the node
/// for what the node is to have: packets to Services, to the node, and to ranges that the settings name.
/// </summary>
internal class OwnInterfaceWiring(ClusterNetwork cluster, Underlay underlay, TerwaySettings settings) : TerwayWiring(cluster, underlay)
{
    private const string ToHost = "veth1";

    /// <summary>Answers to what the node sends on for a pod would else go to the pod by the VPC, past the connection that the node tracks.</summary>
    public override bool Masquerades => true;

    public override NetworkStack Inside(ClusterNode node, ClusterPod pod)
    {
        (IpAddress Address, NodeEni Eni)[] owned = [.. OwnersOf(node, pod)];
        return new NetworkStack(
            pod.Stack,
            [
                new LoopbackDevice(),
                .. owned.Select(own => InterfaceOf(node, pod, own.Eni, InnerOf(own.Address)) with
                {
                    Mtu = Cluster.Mtu,
                    IsUnfiltered = true,
                    Addresses = [Alone(own.Address)],
                }),
                new VethDevice(ToHost, pod.Node, pod.HostInterface) { Mac = StableMac.Of($"{pod.Stack} {ToHost}"), Mtu = Cluster.Mtu, Addresses = [.. pod.Addresses.Select(Alone)] },
            ],
            [
                RoutingRule.Main(RouteTable.Of(
                [
                    .. owned.Select(own => Underlay.DefaultBy(own.Eni, InnerOf(own.Address))),
                    .. pod.Addresses.SelectMany(address => RoutesToHost(node, address.Family)),
                ])),
            ],
            LinkTable.Of([.. PodPair.NeighboursOf(pod, ToHost), .. owned.SelectMany(own => NeighboursOn(own.Eni, InnerOf(own.Address)))], []))
        {
            IsForwarding = false,
        };
    }

    public override IEnumerable<NetworkDevice> DevicesOf(ClusterNode node, IEnumerable<ClusterPod> pods) => pods.Select(pod => PodPair.HostSide(pod, ToHost, Cluster.Mtu));

    public override IEnumerable<Route> RoutesTo(ClusterNode node, ClusterPod pod) => PodPair.RoutesTo(pod);

    /// <summary>The pod's interface of the VPC.</summary>
    protected virtual NetworkDevice InterfaceOf(ClusterNode node, ClusterPod pod, NodeEni eni, string name) =>
        new UplinkDevice(name, Underlay.SegmentOf(eni)) { Mac = StableMac.Of($"{pod.Stack} {name}") };

    /// <summary>What the pod knows of the VPC without asking.</summary>
    protected virtual IEnumerable<Neighbour> NeighboursOn(NodeEni eni, string name) => [];

    private IEnumerable<Route> RoutesToHost(ClusterNode node, IpFamily family)
    {
        IpAddress gateway = PodPair.GatewayOf(family);
        IEnumerable<IpPrefix> own = node.Address(family) is { } address ? [IpPrefix.Of(address.Address)] : [];
        return
        [
            new Route(IpPrefix.Of(gateway)) { Device = ToHost },
            .. own.Concat(TerwayRanges.ToHost(Cluster, settings, family)).Select(range => new Route(range) { Device = ToHost, Gateway = gateway, OnLink = true }),
        ];
    }

    private static InterfaceAddress Alone(IpAddress address) => new(address, address.BitLength);
}
