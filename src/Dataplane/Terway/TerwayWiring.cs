using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>
/// How Terway connects a pod with its node by a pair of interfaces: as Calico does, but the gateway's Ethernet address is
/// written down in the pod instead of being answered for.
/// </summary>
internal static class TerwayWiring
{
    private const string Inner = "eth0";

    private static readonly IpAddress GatewayV6 = IpAddress.TryParse("fe80::1", out IpAddress gateway) ? gateway : default;

    /// <summary>The pod's own stack.</summary>
    public static NetworkStack Inside(ClusterPod pod, int mtu) => PodWiring.Inside(
        pod,
        mtu,
        GatewayOf,
        LinkTable.Of(pod.Addresses.Select(address => new Neighbour(Inner, GatewayOf(address.Family), MacOf(pod))), []));

    /// <summary>The node's side of the pair.</summary>
    public static VethDevice HostSide(ClusterPod pod, int mtu) => new(pod.HostInterface, pod.Stack, Inner) { Mac = MacOf(pod), Mtu = mtu };

    /// <summary>The node's routes to the pod.</summary>
    public static IEnumerable<Route> Routes(ClusterPod pod) => pod.Addresses.Select(address => new Route(IpPrefix.Of(address)) { Device = pod.HostInterface });

    private static MacAddress MacOf(ClusterPod pod) => StableMac.Of($"{pod.Node} {pod.HostInterface}");

    private static IpAddress GatewayOf(IpFamily family) => family == IpFamily.V4 ? PodWiring.GatewayV4 : GatewayV6;
}
