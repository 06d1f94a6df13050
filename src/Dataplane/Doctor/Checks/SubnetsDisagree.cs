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
        from family in Families.Both
        where cluster.Told.Pools.Any(pool => pool.Cidr.Family == family && (pool.Ipip == EncapsulationMode.CrossSubnet || pool.Vxlan == EncapsulationMode.CrossSubnet))
        from pair in Disagreeing([.. cluster.Told.Nodes.Where(node => node.Address(family) is not null)], family)
        select new Complaint($"Node/{pair.Narrow.Name}", $"node `{pair.Wide.Name}` ({pair.Wide.Address(family)}) takes node `{pair.Narrow.Name}` ({pair.Narrow.Address(family)}) to be on its subnet, and not the other way round");

    /// <summary>Each node that others disagree with, and the first of them of the widest subnet.</summary>
    private static IEnumerable<(ClusterNode Wide, ClusterNode Narrow)> Disagreeing(ClusterNode[] nodes, IpFamily family)
    {
        PrefixTable<ClusterNode[]> bySubnet = new();
        foreach (IGrouping<IpPrefix, ClusterNode> subnet in nodes.GroupBy(node => SubnetOf(node, family)))
        {
            bySubnet.Put(subnet.Key, [.. subnet]);
        }

        // What holds of one node of a subnet holds of all.
        Dictionary<IpPrefix, ClusterNode?> known = [];
        foreach (ClusterNode narrow in nodes)
        {
            IpPrefix subnet = SubnetOf(narrow, family);
            if (!known.TryGetValue(subnet, out ClusterNode? wide))
            {
                known[subnet] = wide = FirstAround(subnet, bySubnet, family);
            }

            if (wide is not null)
            {
                yield return (wide, narrow);
            }
        }
    }

    /// <summary>A node outside a subnet that takes the subnet to be within its own; null where there is none.</summary>
    private static ClusterNode? FirstAround(IpPrefix subnet, PrefixTable<ClusterNode[]> bySubnet, IpFamily family)
    {
        List<KeyValuePair<IpPrefix, ClusterNode[]>> around = [];
        bySubnet.CopyPath(subnet, around);
        return around.SelectMany(wider => wider.Value).FirstOrDefault(node => !subnet.Contains(node.Address(family)!.Value.Address));
    }

    private static IpPrefix SubnetOf(ClusterNode node, IpFamily family) => node.Address(family)!.Value.Subnet;
}
