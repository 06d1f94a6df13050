using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>An Ethernet address that the VXLAN interfaces of two nodes have: packets reach the later one alone.</summary>
internal sealed class DuplicateVtepMac() : NetworkCheck(
    "PE6511", Severity.Error, "two VXLAN interfaces with one Ethernet address", "take `vxlanTunnelMACAddr` off one of the nodes")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from family in Families.Both
        from held in cluster.Told.Nodes.Select(node => Vtep.Of(node, family)).OfType<Vtep>().GroupBy(vtep => vtep.Mac)
        let nodes = held.Select(vtep => vtep.Node).ToArray()
        where nodes.Length > 1
        select new Complaint($"Node/{nodes[^1]}", $"the VXLAN interfaces of nodes {FewNames.Quote(nodes)} all have {held.Key}");
}
