using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pools that have no block left to claim, or no address.</summary>
internal sealed class PoolExhausted() : NetworkCheck(
    "PE6512", Severity.Warning, "pool exhausted", "add a pool, or release addresses and blocks that nobody uses")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        foreach (AddressPool pool in cluster.PodPools.Where(pool => !pool.Disabled && pool.BlockSize >= pool.Cidr.Length))
        {
            StoredBlock[] blocks = [.. cluster.View.Ipam.Blocks.Where(block => pool.Cidr.Covers(block.Cidr))];
            UInt128 all = UInt128.One << (pool.BlockSize - pool.Cidr.Length);
            if (blocks.Length > 0 && (UInt128)blocks.Length >= all)
            {
                int free = blocks.Sum(block => block.Free.Length);
                yield return new Complaint($"IPPool/{pool.Name}", free == 0
                    ? $"pool `{pool.Name}` has no free address: further pods do not start"
                    : FormattableString.Invariant($"pool `{pool.Name}` has no block left to claim, and {free} free addresses in those that are claimed"));
            }
        }
    }
}
