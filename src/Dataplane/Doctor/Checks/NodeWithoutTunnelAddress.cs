using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that have no address for a tunnel that pools ask for: nobody sends them packets through VXLAN.</summary>
internal sealed class NodeWithoutTunnelAddress() : NetworkCheck(
    "PE6516", Severity.Error, "node without tunnel address", "look whether the pool has free addresses for tunnels, and restart calico-node on the node")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Encapsulations encapsulations = new(cluster.Told.Pools);
        (string Tunnel, bool IsUsed, IpFamily Family, Func<ClusterNode, IpAddress?> Address)[] tunnels =
        [
            ("IPIP", encapsulations.HasIpip, IpFamily.V4, node => node.IpipTunnel),
            ("VXLAN", encapsulations.HasVxlan(IpFamily.V4), IpFamily.V4, node => node.VxlanTunnelV4),
            ("VXLAN for IPv6", encapsulations.HasVxlan(IpFamily.V6), IpFamily.V6, node => node.VxlanTunnelV6),
        ];

        // A node that Calico says nothing about may not be in the dump as Calico has it.
        return from node in cluster.Told.Nodes
               from tunnel in tunnels
               where tunnel.IsUsed && node.Address(tunnel.Family) is not null && tunnel.Address(node) is null
               select new Complaint($"Node/{node.Name}", $"node `{node.Name}` has no address for {tunnel.Tunnel}, which a pool asks for");
    }
}
