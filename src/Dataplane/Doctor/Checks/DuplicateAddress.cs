using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>An address that two nodes have, of their own or for a tunnel.</summary>
internal sealed class DuplicateAddress() : NetworkCheck(
    "PE6510", Severity.Error, "two nodes with one address", "release the address of one of the nodes, and let it get another")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from held in cluster.Told.Nodes.SelectMany(Addresses).GroupBy(held => held.Address)
        let nodes = held.Select(holder => holder.Node).Distinct(StringComparer.Ordinal).ToArray()
        where nodes.Length > 1
        select new Complaint($"Node/{nodes[^1]}", $"nodes {string.Join(", ", nodes.Select(node => $"`{node}`"))} all have {held.Key}");

    private static IEnumerable<(IpAddress Address, string Node)> Addresses(ClusterNode node) =>
        from address in new[]
        {
            node.V4?.Address, node.V6?.Address, node.IpipTunnel, node.VxlanTunnelV4, node.VxlanTunnelV6, node.WireguardTunnelV4, node.WireguardTunnelV6,
        }
        where address is not null
        select (address.Value, node.Name);
}
