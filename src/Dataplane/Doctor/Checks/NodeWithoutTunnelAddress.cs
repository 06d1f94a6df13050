using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that have no address for a tunnel that pools ask for: nobody sends them packets through VXLAN.</summary>
internal sealed class NodeWithoutTunnelAddress() : NetworkCheck(
    "PE6516", Severity.Error, "node without tunnel address", "look whether the pool has free addresses for tunnels, and restart calico-node on the node")
{
    private static readonly Tunnel[] s_tunnels =
    [
        new("IPIP", IpFamily.V4, pool => pool.Ipip != EncapsulationMode.Never, node => node.IpipTunnel),
        new("VXLAN", IpFamily.V4, pool => pool.Vxlan != EncapsulationMode.Never, node => node.VxlanTunnelV4),
        new("VXLAN for IPv6", IpFamily.V6, pool => pool.Vxlan != EncapsulationMode.Never, node => node.VxlanTunnelV6),
    ];

    // A node that Calico says nothing about may not be in the dump as Calico has it.
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from tunnel in s_tunnels
        from node in Asked([.. cluster.Told.Nodes.Where(node => node.Address(tunnel.Family) is not null)], cluster.PodPools.Where(tunnel.IsOf))
        where tunnel.Address(node) is null
        select new Complaint($"Node/{node.Name}", $"node `{node.Name}` has no address for {tunnel.Name}, which a pool asks for");

    /// <summary>The nodes that pools give addresses of tunnels to.</summary>
    private static IEnumerable<ClusterNode> Asked(ClusterNode[] nodes, IEnumerable<AddressPool> pools)
    {
        SelectorIndex selectors = SelectorIndex.Create([.. pools.Select(pool => pool.NodeSelector).Distinct()]);
        List<int> matches = [];
        foreach (ClusterNode node in nodes)
        {
            selectors.Match(node.Labels, matches);
            if (matches.Count > 0)
            {
                yield return node;
            }
        }
    }

    private sealed record Tunnel(string Name, IpFamily Family, Func<AddressPool, bool> Wraps, Func<ClusterNode, IpAddress?> Address)
    {
        public bool IsOf(AddressPool pool) =>
            !pool.Disabled && pool.AllowedUses.HasFlag(AddressUses.Tunnel) && pool.Cidr.Family == Family && Wraps(pool);
    }
}
