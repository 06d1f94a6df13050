using System.Globalization;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Blocks of another size than their pool's: they are left of a pool that was there before.</summary>
internal sealed class BlockOfAnotherSize() : NetworkCheck(
    "PE6529", Severity.Warning, "block of another size than its pool's", "recreate the block's pods, and delete it once it is empty")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from block in cluster.View.Ipam.Blocks
        let pool = PoolOf(cluster, block.Cidr)
        where pool is not null && pool.BlockSize != block.Cidr.Length
        select new Complaint(
            DatastoreNames.OfBlock(block.Cidr),
            string.Create(CultureInfo.InvariantCulture, $"block {block.Cidr} is in pool `{pool.Name}`, whose blocks are of /{pool.BlockSize}"));

    private static AddressPool? PoolOf(Examination cluster, IpPrefix block) =>
        cluster.PoolWith(block.First) is { } pool && pool.Cidr.Covers(block) ? pool : null;
}
