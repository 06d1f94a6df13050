using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary>How full each pool is, in the order of their names, and at last the blocks that lie in none.</summary>
    public IReadOnlyList<PoolUtilization> Utilization()
    {
        ILookup<string?, AddressBlock> blocks = _store.Blocks.All.ToLookup(block => _pools.Of(block.Cidr.First)?.Name, StringComparer.Ordinal);
        List<PoolUtilization> pools = [.. _pools.All.Select(pool => Measure(pool.Name, [pool.Cidr], blocks[pool.Name]))];
        pools.Add(Measure(null, [.. blocks[null].Select(block => block.Cidr)], blocks[null]));
        return pools;
    }

    private PoolUtilization Measure(string? name, IReadOnlyList<IpPrefix> ranges, IEnumerable<AddressBlock> blocks)
    {
        UInt128 capacity = 0;
        UInt128 reserved = 0;
        foreach (IpPrefix range in ranges)
        {
            capacity += range.LastOrdinal() + 1;
            reserved += _reserved.CountIn(range);
        }

        UInt128 held = 0;
        foreach (AddressBlock block in blocks)
        {
            for (int ordinal = 0; ordinal < block.Size; ordinal++)
            {
                if (block.Allocations[ordinal] is not null)
                {
                    held++;
                    reserved -= _reserved.Contains(block.AddressAt(ordinal)) ? 1u : 0u;
                }
            }
        }

        return new(name, capacity, held, reserved, capacity - held - reserved);
    }
}
