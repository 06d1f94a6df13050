using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Claims to blocks that were never finished or that the block knows nothing of, and blocks whose node has no claim to them.</summary>
internal sealed class AffinityDisagrees() : NetworkCheck(
    "PE6524", Severity.Warning, "block and affinity disagree", "compare with `calicoctl ipam check`, and release the affinity")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        StoredIpam ipam = cluster.View.Ipam;
        Dictionary<IpPrefix, StoredBlock> blocks = ipam.Blocks.DistinctBy(block => block.Cidr).ToDictionary(block => block.Cidr);
        HashSet<(AffinityOwner, IpPrefix)> claims = [.. ipam.Affinities.Select(affinity => (affinity.Owner, affinity.Cidr))];
        IEnumerable<Complaint> vain =
            from affinity in ipam.Affinities
            let why = Why(affinity, blocks)
            where why is not null
            select new Complaint(DatastoreNames.OfClaim(affinity), $"the claim of `{affinity.Owner.Name}` to block {affinity.Cidr} {why}");
        IEnumerable<Complaint> unclaimed =
            from block in claims.Count == 0 ? [] : ipam.Blocks
            let owner = block.Owner
            where owner is not null && !claims.Contains((owner, block.Cidr))
            select new Complaint(DatastoreNames.OfBlock(block.Cidr), $"block {block.Cidr} belongs to `{owner.Name}`, which has no claim to it");
        return vain.Concat(unclaimed);
    }

    private static string? Why(StoredAffinity affinity, Dictionary<IpPrefix, StoredBlock> blocks) => affinity.State switch
    {
        AffinityState.Pending => "was never finished",
        AffinityState.PendingDeletion => "was never taken back",
        _ when blocks.Count == 0 => null,
        _ => WhyNotOf(affinity.Owner, blocks.GetValueOrDefault(affinity.Cidr)),
    };

    private static string? WhyNotOf(AffinityOwner claimant, StoredBlock? block) =>
        block is null ? "is to a block that does not exist"
        : block.Owner is not { } owner ? "is to a block of nobody"
        : owner != claimant ? $"is to a block of `{owner.Name}`"
        : null;
}
