using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>
/// How the bridge plug-in connects the pods of a node, as Flannel has it do: they are on one link with the bridge, which is
/// their gateway.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="subnets">The subnets of its pods.</param>
/// <param name="networks">All addresses of pods in the cluster.</param>
/// <param name="mtu">The largest packet that pods send, in octets.</param>
internal sealed class BridgeWiring(string node, ImmutableArray<IpPrefix> subnets, ImmutableArray<IpPrefix> networks, int mtu)
{
    private const string BridgeName = "cni0";
    private const string Inner = "eth0";

    /// <summary>The bridge.</summary>
    public BridgeDevice Bridge => new(BridgeName)
    {
        Mac = StableMac.Of($"{node} {BridgeName}"),
        Mtu = mtu,
        Addresses = [.. subnets.Select(subnet => new InterfaceAddress(GatewayOf(subnet), subnet.Length))],
    };

    /// <summary>The node's routes to its pods.</summary>
    public IEnumerable<Route> Routes =>
        subnets.Select(subnet => new Route(subnet) { Device = BridgeName, Protocol = RouteProtocol.Kernel, Source = GatewayOf(subnet) });

    /// <summary>The address of the bridge in a subnet: the first after the base.</summary>
    public static IpAddress GatewayOf(IpPrefix subnet) => subnet.AddressAt(UInt128.One);

    /// <summary>The node's side of the pair of a pod.</summary>
    public VethDevice PortOf(ClusterPod pod) => new(NameOf(pod), pod.Stack, Inner)
    {
        Bridge = BridgeName,
        Mac = StableMac.Of($"{pod.Stack} {BridgeName}"),
        Mtu = mtu,
    };

    /// <summary>The pod's own stack.</summary>
    public NetworkStack Inside(ClusterPod pod) => new(
        pod.Stack,
        [
            new LoopbackDevice(),
            new VethDevice(Inner, pod.Node, NameOf(pod)) { Mac = StableMac.Of(pod.Stack), Mtu = mtu, Addresses = [.. pod.Addresses.Select(OnLink)] },
        ],
        [RoutingRule.Main(RouteTable.Of(pod.Addresses.SelectMany(RoutesFrom)))],
        LinkTable.Empty)
    {
        IsForwarding = false,
    };

    private InterfaceAddress OnLink(IpAddress address) => new(address, SubnetOf(address)?.Length ?? address.BitLength);

    private IEnumerable<Route> RoutesFrom(IpAddress address) => SubnetOf(address) is not { } subnet
        ? []
        :
        [
            new Route(subnet) { Device = Inner, Protocol = RouteProtocol.Kernel, Source = address },
            .. networks.Where(network => network.Covers(subnet)).Select(network => new Route(network) { Device = Inner, Gateway = GatewayOf(subnet) }),
            new Route(IpPrefix.Of(address, 0)) { Device = Inner, Gateway = GatewayOf(subnet) },
        ];

    private IpPrefix? SubnetOf(IpAddress address) =>
        subnets.Where(subnet => subnet.Contains(address)).Select(subnet => (IpPrefix?)subnet).FirstOrDefault();

    // The plug-in draws eight digits; these always are the same for a pod.
    private static string NameOf(ClusterPod pod) =>
        pod.InterfaceName ?? string.Create(CultureInfo.InvariantCulture, $"veth{unchecked((uint)StableMac.Of(pod.Stack).Value):x8}");
}
