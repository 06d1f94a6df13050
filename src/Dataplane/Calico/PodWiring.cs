using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>
/// How Calico connects a pod with its node: a pair of interfaces, single addresses, and a gateway that exists only because
/// the node answers for everything.
/// </summary>
internal static class PodWiring
{
    private const string Inner = "eth0";

    /// <summary>The address that IPv4 pods send to.</summary>
    public static IpAddress GatewayV4 { get; } = IpAddress.TryParse("169.254.1.1", out IpAddress gateway) ? gateway : default;

    /// <summary>The address of every host side that IPv6 pods send to: it follows from the Ethernet address they all have.</summary>
    public static IpAddress GatewayV6 { get; } = LinkLocalOf(MacAddress.CalicoHostSide);

    /// <summary>The pod's own stack.</summary>
    public static NetworkStack Inside(ClusterPod pod, int mtu) => Inside(pod, mtu, GatewayOf, LinkTable.Empty);

    /// <summary>The stack of a pod with other gateways, or that knows them without asking.</summary>
    public static NetworkStack Inside(ClusterPod pod, int mtu, Func<IpFamily, IpAddress> gatewayOf, LinkTable links) => new(
        pod.Stack,
        [
            new LoopbackDevice(),
            new VethDevice(Inner, pod.Node, pod.HostInterface) { Mac = StableMac.Of(pod.Stack), Mtu = mtu, Addresses = [.. pod.Addresses.Select(address => new InterfaceAddress(address, address.BitLength))] },
        ],
        [
            RoutingRule.Main(RouteTable.Of(pod.Addresses.Select(address => gatewayOf(address.Family)).SelectMany(gateway => new[]
            {
                new Route(IpPrefix.Of(gateway)) { Device = Inner },
                new Route(IpPrefix.Of(gateway, 0)) { Device = Inner, Gateway = gateway },
            }))),
        ],
        links)
    {
        IsForwarding = false,
    };

    /// <summary>The node's side of the pair.</summary>
    public static VethDevice HostSide(ClusterPod pod, int mtu) => new(pod.HostInterface, pod.Stack, Inner)
    {
        Mac = MacAddress.CalicoHostSide,
        Mtu = mtu,
        AnswersForOthers = true,
        ChecksReversePath = true,
        Addresses = pod.Addresses.Any(address => address.Family == IpFamily.V6) ? [new InterfaceAddress(GatewayV6, 64)] : [],
    };

    /// <summary>The node's routes to the pod.</summary>
    public static IEnumerable<Route> Routes(ClusterPod pod) => pod.Addresses.Select(address =>
        new Route(IpPrefix.Of(address)) { Device = pod.HostInterface, Protocol = RouteProtocol.Felix, Metric = MetricOf(pod) });

    /// <summary>The metric of the node's routes to the pod.</summary>
    public static int MetricOf(ClusterPod pod) => pod.MigratesFrom is null ? RoutePriority.Normal : RoutePriority.Elevated;

    /// <summary>The link-local address that follows from an Ethernet address (RFC 4291, appendix A).</summary>
    public static IpAddress LinkLocalOf(MacAddress mac)
    {
        const ulong linkLocal = 0xfe80_0000_0000_0000;
        const ulong universal = 0x0200_0000_0000_0000;
        const ulong middle = 0x0000_00ff_fe00_0000;
        ulong identifier = ((mac.Value & 0xffff_ff00_0000) << 16) | middle | (mac.Value & 0xff_ffff);
        return IpAddress.V6(new AddressBits(linkLocal, identifier ^ universal));
    }

    private static IpAddress GatewayOf(IpFamily family) => family == IpFamily.V4 ? GatewayV4 : GatewayV6;
}
