using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Addresses that nodes took from blocks of others although blocks are strictly theirs, or are announced to routers as a whole.</summary>
internal sealed class BorrowedAddress() : NetworkCheck(
    "PE6515", Severity.Warning, "borrowed address", "recreate the pod once its node has a block with free addresses; let routers take /32 routes")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        string? why = cluster.View.Ipam.Config is { StrictAffinity: true } ? "although affinity is strict"
            : cluster.Told.BgpPeers.Any(peer => peer.PeerIp is not null) ? "which routers that take aggregated routes alone send to the block's node"
            : null;
        return from block in why is null ? [] : cluster.View.Ipam.Blocks
               let owner = block.Owner
               where owner is { IsVirtual: false }
               from held in block.InUse
               where held.Value.Attributes.Node is { } node && node != owner.Name
               select new Complaint(DatastoreNames.OfBlock(block.Cidr), $"node `{held.Value.Attributes.Node}` has {held.Key} of block {block.Cidr} of node `{owner.Name}`, {why}");
    }
}
