using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>A pool that has addresses of Services or of nodes.</summary>
internal sealed class PoolOverlapsOthers() : NetworkCheck(
    "PE6503", Severity.Error, "pool overlaps Services or nodes", "take a range for pods that neither Services nor the networks of nodes use")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Used[] used = [.. Ranges(cluster).DistinctBy(range => range.Range)];
        SortedRanges<Used> inOrder = new(used, range => range.Range);
        PrefixTable<Used> byRange = new();
        foreach (Used range in used)
        {
            byRange.Put(range.Range, range);
        }

        return from pool in cluster.PodPools.Where(cluster.IsUsed)
               let overlapping = Overlapping(pool.Cidr, byRange, inOrder)
               where overlapping.Count > 0
               select Told(pool, overlapping);
    }

    private static IEnumerable<Used> Ranges(Examination cluster) =>
    [
        .. cluster.Proxy.ServiceRanges.Select(range => new Used("the range of Services", range)),
        .. from node in cluster.Told.Nodes
           from family in Families.Both
           let address = node.Address(family)
           where address is not null
           select new Used($"the network of node `{node.Name}`", address.Value.Subnet),
        .. from port in cluster.Told.Services
           where port.ClusterAddress is not null
           select new Used($"Service `{port.Name.Namespace}/{port.Name.Service}`", IpPrefix.Of(port.ClusterAddress!.Value)),
    ];

    /// <summary>Of ranges that share addresses one holds the other: those around the pool's, and those within it.</summary>
    private static Overlaps Overlapping(IpPrefix pool, PrefixTable<Used> byRange, SortedRanges<Used> inOrder)
    {
        List<KeyValuePair<IpPrefix, Used>> around = [];
        byRange.CopyPath(pool, around);
        ArraySegment<Used> within = inOrder.Within(pool);
        Used[] wider = [.. around.Where(range => range.Key != pool).Select(range => range.Value)];
        return new(wider.Concat(within), wider.Length + within.Count);
    }

    private static Complaint Told(AddressPool pool, Overlaps overlaps) =>
        new($"IPPool/{pool.Name}", $"pool `{pool.Name}` ({pool.Cidr}) overlaps {FewNames.Of(overlaps.With.Select(range => $"{range.What} ({range.Range})"), overlaps.Count)}");

    private sealed record Used(string What, IpPrefix Range);

    private readonly record struct Overlaps(IEnumerable<Used> With, int Count);
}
