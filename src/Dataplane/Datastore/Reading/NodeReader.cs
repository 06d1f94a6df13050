using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Documents;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads nodes: Calico's own resource, and the Kubernetes one with its annotations. Each adds to what the other said.</summary>
internal static class NodeReader
{
    private const string Prefix = "projectcalico.org/";
    private const string FlannelPrefix = "flannel.alpha.coreos.com/";

    public static ClusterNode ReadCalico(Resource resource, ClusterNode known)
    {
        Fields spec = resource.Spec;
        Fields bgp = spec.Object("bgp");
        Fields wireguard = spec.Object("wireguard");
        Fields status = resource.Root.Object("status");
        return known with
        {
            V4 = bgp.Interface("ipv4Address", IpFamily.V4) ?? known.V4,
            V6 = bgp.Interface("ipv6Address", IpFamily.V6) ?? known.V6,
            AsNumber = AsNumbers.Read(bgp, "asNumber") ?? known.AsNumber,
            RouteReflectorClusterId = bgp.Address("routeReflectorClusterID") ?? known.RouteReflectorClusterId,
            IpipTunnel = bgp.Address("ipv4IPIPTunnelAddr", IpFamily.V4) ?? known.IpipTunnel,
            VxlanTunnelV4 = spec.Address("ipv4VXLANTunnelAddr", IpFamily.V4) ?? known.VxlanTunnelV4,
            VxlanTunnelV6 = spec.Address("ipv6VXLANTunnelAddr", IpFamily.V6) ?? known.VxlanTunnelV6,
            VtepMacV4 = spec.Mac("vxlanTunnelMACAddr") ?? known.VtepMacV4,
            VtepMacV6 = spec.Mac("vxlanTunnelMACAddrV6") ?? known.VtepMacV6,
            WireguardTunnelV4 = wireguard.Address("interfaceIPv4Address", IpFamily.V4) ?? known.WireguardTunnelV4,
            WireguardTunnelV6 = wireguard.Address("interfaceIPv6Address", IpFamily.V6) ?? known.WireguardTunnelV6,
            WireguardKeyV4 = status.Text("wireguardPublicKey") ?? known.WireguardKeyV4,
            WireguardKeyV6 = status.Text("wireguardPublicKeyV6") ?? known.WireguardKeyV6,
        };
    }

    public static void ReadKubernetes(Resource resource, DatastoreContents contents)
    {
        Fields annotations = resource.Annotations;
        contents.HasCalico |= annotations.Node is { } node && node.Entries.Any(entry => entry.Key.Text.StartsWith(Prefix, StringComparison.Ordinal));
        contents.HasFlannel |= annotations.Text(FlannelAnnotations.Managed) is not null || annotations.Text(FlannelAnnotations.BackendType) is not null;
        ClusterNode known = Annotated(annotations, contents.Node(resource.Name));
        contents.Nodes[resource.Name] = known with
        {
            PodCidrs = resource.Spec.Prefixes("podCIDRs") is { IsEmpty: false } ranges ? ranges : resource.Spec.Prefix("podCIDR") is { } range ? [range] : [],
            InternalAddresses =
            [
                .. resource.Root.Object("status").Objects("addresses")
                    .Where(entry => entry.Text("type") == "InternalIP")
                    .Select(entry => entry.Address("address"))
                    .OfType<IpAddress>(),
            ],
            Annotations = OfFlannel(annotations, known),
        };
    }

    private static ImmutableSortedDictionary<string, string> OfFlannel(Fields annotations, ClusterNode known) =>
        (annotations.Node?.Entries ?? [])
            .Where(entry => entry.Key.Text.StartsWith(FlannelPrefix, StringComparison.Ordinal) && entry.Value is ScalarNode)
            .Aggregate(known.Annotations, (all, entry) => all.SetItem(entry.Key.Text, ((ScalarNode)entry.Value).Text));

    private static ClusterNode Annotated(Fields annotations, ClusterNode known) => known with
    {
        V4 = annotations.Interface(Prefix + "IPv4Address", IpFamily.V4) ?? known.V4,
        V6 = annotations.Interface(Prefix + "IPv6Address", IpFamily.V6) ?? known.V6,
        AsNumber = AsNumbers.Read(annotations, Prefix + "ASNumber") ?? known.AsNumber,
        RouteReflectorClusterId = annotations.Address(Prefix + "RouteReflectorClusterID") ?? known.RouteReflectorClusterId,
        IpipTunnel = annotations.Address(Prefix + "IPv4IPIPTunnelAddr", IpFamily.V4) ?? known.IpipTunnel,
        VxlanTunnelV4 = annotations.Address(Prefix + "IPv4VXLANTunnelAddr", IpFamily.V4) ?? known.VxlanTunnelV4,
        VxlanTunnelV6 = annotations.Address(Prefix + "IPv6VXLANTunnelAddr", IpFamily.V6) ?? known.VxlanTunnelV6,
        VtepMacV4 = annotations.Mac(Prefix + "VXLANTunnelMACAddr") ?? known.VtepMacV4,
        VtepMacV6 = annotations.Mac(Prefix + "VXLANTunnelMACAddrV6") ?? known.VtepMacV6,
        WireguardTunnelV4 = annotations.Address(Prefix + "IPv4WireguardInterfaceAddr", IpFamily.V4) ?? known.WireguardTunnelV4,
        WireguardTunnelV6 = annotations.Address(Prefix + "IPv6WireguardInterfaceAddr", IpFamily.V6) ?? known.WireguardTunnelV6,
        WireguardKeyV4 = annotations.Text(Prefix + "WireguardPublicKey") ?? known.WireguardKeyV4,
        WireguardKeyV6 = annotations.Text(Prefix + "WireguardPublicKeyV6") ?? known.WireguardKeyV6,
    };
}
