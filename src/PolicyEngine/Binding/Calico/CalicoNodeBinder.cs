using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads Calico's own record of a node: the addresses it speaks BGP with and those of its tunnels.</summary>
internal static class CalicoNodeBinder
{
    public static Node Bind(MappingNode root, ObjectHeader header, LabelReader labels)
    {
        var spec = root["spec"] as MappingNode;
        var bgp = spec?["bgp"] as MappingNode;
        string[] own =
        [
            Nodes.Text(bgp, "ipv4Address"),
            Nodes.Text(bgp, "ipv6Address"),
            .. Nodes.Mappings(spec?["addresses"]).Select(entry => Nodes.Text(entry, "address")),
        ];
        string[] tunnels =
        [
            Nodes.Text(bgp, "ipv4IPIPTunnelAddr"),
            Nodes.Text(spec, "ipv4VXLANTunnelAddr"),
            Nodes.Text(spec, "ipv6VXLANTunnelAddr"),
            Nodes.Text(spec?["wireguard"] as MappingNode, "interfaceIPv4Address"),
            Nodes.Text(spec?["wireguard"] as MappingNode, "interfaceIPv6Address"),
        ];
        return new Node(header.Name, labels.Read(header.Metadata?["labels"], $"Node {header.Name}"), [], header.Span).With(own, tunnels);
    }
}
