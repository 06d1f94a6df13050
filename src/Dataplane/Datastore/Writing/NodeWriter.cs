using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes a node twice, as Calico has it and as Kubernetes does.</summary>
internal static class NodeWriter
{
    public static void Write(YamlText yaml, ClusterNode node)
    {
        Header(yaml, "projectcalico.org/v3", node)
            .Object("spec", spec => spec
                .Object("bgp", bgp => bgp
                    .Field("ipv4Address", node.V4)
                    .Field("ipv6Address", node.V6)
                    .Field("asNumber", node.AsNumber)
                    .Field("ipv4IPIPTunnelAddr", node.IpipTunnel)
                    .Field("routeReflectorClusterID", node.RouteReflectorClusterId))
                .Field("ipv4VXLANTunnelAddr", node.VxlanTunnelV4)
                .Field("ipv6VXLANTunnelAddr", node.VxlanTunnelV6)
                .Field("vxlanTunnelMACAddr", node.VtepMacV4)
                .Field("vxlanTunnelMACAddrV6", node.VtepMacV6)
                .Object("wireguard", wireguard => wireguard
                    .Field("interfaceIPv4Address", node.WireguardTunnelV4)
                    .Field("interfaceIPv6Address", node.WireguardTunnelV6)))
            .Object("status", status => status
                .Field("wireguardPublicKey", node.WireguardKeyV4)
                .Field("wireguardPublicKeyV6", node.WireguardKeyV6));
        Header(yaml, "v1", node)
            .Object("spec", spec => spec.Values("podCIDRs", node.PodCidrs, range => YamlText.Scalar(range.ToString())))
            .Object("status", status => status.Items(
                "addresses", node.InternalAddresses, (entry, address) => entry.Field("type", "InternalIP").Field("address", address)));
    }

    private static YamlText Header(YamlText yaml, string apiVersion, ClusterNode node) => yaml
        .Document(apiVersion, "Node", metadata => Describe(metadata, node));

    private static void Describe(YamlText metadata, ClusterNode node)
    {
        metadata.Field("name", node.Name);
        metadata.Object("labels", labels => node.Labels.ToList().ForEach(label => labels.Field(label.Key, label.Value)));
        metadata.Object("annotations", notes => node.Annotations.ToList().ForEach(note => notes.Field(note.Key, note.Value)));
    }
}
