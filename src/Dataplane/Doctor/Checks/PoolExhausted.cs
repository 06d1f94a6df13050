using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pools that have no block left to claim, or no address.</summary>
internal sealed class PoolExhausted() : NetworkCheck(
    "PE6512", Severity.Warning, "pool exhausted", "add a pool, or release addresses and blocks that nobody uses")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        SortedRanges<StoredBlock> blocks = new(cluster.View.Ipam.Blocks, block => block.Cidr);
        return from pools in cluster.PodPools.Where(pool => !pool.Disabled && pool.BlockSize >= pool.Cidr.Length).GroupBy(pool => (pool.Cidr, pool.BlockSize))
               let free = FreeOf(pools.Key.Cidr, UInt128.One << (pools.Key.BlockSize - pools.Key.Cidr.Length), blocks)
               where free is not null
               from pool in pools
               select new Complaint($"IPPool/{pool.Name}", free == 0
                   ? $"pool `{pool.Name}` has no free address: further pods do not start"
                   : FormattableString.Invariant($"pool `{pool.Name}` has no block left to claim, and {free} free addresses in those that are claimed"));
    }

    /// <summary>The free addresses in the blocks of a range; null while there are blocks to claim.</summary>
    private static int? FreeOf(IpPrefix range, UInt128 all, SortedRanges<StoredBlock> blocks)
    {
        ArraySegment<StoredBlock> claimed = blocks.Within(range);
        return claimed.Count > 0 && (UInt128)claimed.Count >= all ? claimed.Sum(block => block.Free.Length) : null;
    }
}
