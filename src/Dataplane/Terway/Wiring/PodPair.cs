using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>
/// The pair of interfaces between a pod and its node: named as Calico names it, but the gateway's Ethernet address is written
/// down in the pod instead of being answered for.
/// </summary>
internal static class PodPair
{
    private static readonly IpAddress s_gatewayV6 = IpAddress.TryParse("fe80::1", out IpAddress gateway) ? gateway : default;

    /// <summary>The node's side.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="inner">The name of the pod's side.</param>
    /// <param name="mtu">The largest packet it takes, in octets.</param>
    public static VethDevice HostSide(ClusterPod pod, string inner, int mtu) => new(pod.HostInterface, pod.Stack, inner) { Mac = MacOf(pod), Mtu = mtu };

    /// <summary>The node's routes to the pod.</summary>
    public static IEnumerable<Route> RoutesTo(ClusterPod pod) => pod.Addresses.Select(address => new Route(IpPrefix.Of(address)) { Device = pod.HostInterface });

    /// <summary>What the pod knows of the other side.</summary>
    public static LinkTable LinksOf(ClusterPod pod, string inner) => LinkTable.Of(NeighboursOf(pod, inner), []);

    /// <summary>The gateways of the pod's families, with the Ethernet address of the node's side.</summary>
    public static IEnumerable<Neighbour> NeighboursOf(ClusterPod pod, string inner) => pod.Addresses.Select(address => new Neighbour(inner, GatewayOf(address.Family), MacOf(pod)));

    /// <summary>The address that a pod sends to.</summary>
    public static IpAddress GatewayOf(IpFamily family) => family == IpFamily.V4 ? PodWiring.GatewayV4 : s_gatewayV6;

    private static MacAddress MacOf(ClusterPod pod) => StableMac.Of($"{pod.Node} {pod.HostInterface}");
}
