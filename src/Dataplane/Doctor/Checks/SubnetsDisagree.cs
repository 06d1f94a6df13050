using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Two nodes of which one takes the other to be on its subnet and the other does not: with CrossSubnet, one wraps and the other does not.</summary>
internal sealed class SubnetsDisagree() : NetworkCheck(
    "PE6506", Severity.Warning, "nodes disagree about their subnet", "give all nodes of a network the same prefix length, or wrap packets always")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from family in Examination.Families
        where cluster.Told.Pools.Any(pool => pool.Cidr.Family == family && (pool.Ipip == EncapsulationMode.CrossSubnet || pool.Vxlan == EncapsulationMode.CrossSubnet))
        from pair in Disagreeing(cluster.Told.Nodes, family)
        select new Complaint($"Node/{pair.Narrow.Name}", $"node `{pair.Wide.Name}` ({pair.Wide.Address(family)}) takes node `{pair.Narrow.Name}` ({pair.Narrow.Address(family)}) to be on its subnet, and not the other way round");

    // Nodes of one prefix length never disagree, so that only pairs of different lengths are looked at.
    private static IEnumerable<(ClusterNode Wide, ClusterNode Narrow)> Disagreeing(IEnumerable<ClusterNode> nodes, IpFamily family)
    {
        (ClusterNode Node, InterfaceAddress Address)[][] byLength =
        [
            .. nodes.Where(node => node.Address(family) is not null)
                .Select(node => (Node: node, Address: node.Address(family)!.Value))
                .GroupBy(node => node.Address.Length)
                .OrderBy(group => group.Key)
                .Select(group => group.ToArray()),
        ];
        return from wider in Enumerable.Range(0, byLength.Length)
               from narrower in Enumerable.Range(wider + 1, byLength.Length - wider - 1)
               from wide in byLength[wider]
               from narrow in byLength[narrower]
               where wide.Address.Subnet.Contains(narrow.Address.Address) && !narrow.Address.Subnet.Contains(wide.Address.Address)
               select (wide.Node, narrow.Node);
    }
}
