using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Blocks, and claims to blocks, of nodes that do not exist: nobody gives out their addresses.</summary>
internal sealed class LeakedBlock() : NetworkCheck(
    "PE6523", Severity.Warning, "block of a node that does not exist", "release its addresses, then its affinity with `calicoctl ipam release --from-report`")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        HashSet<string> nodes = [.. cluster.Snapshot.Model.Nodes.Select(node => node.Name)];
        if (nodes.Count == 0)
        {
            return [];
        }

        StoredBlock[] leaked = [.. cluster.View.Ipam.Blocks.Where(block => IsGone(block.Owner))];
        HashSet<IpPrefix> told = [.. leaked.Select(block => block.Cidr)];
        return leaked
            .Select(block => new Complaint(DatastoreNames.OfBlock(block.Cidr), $"block {block.Cidr} belongs to node `{block.Owner!.Name}`, which does not exist"))
            .Concat(cluster.View.Ipam.Affinities
                .Where(affinity => IsGone(affinity.Owner) && !told.Contains(affinity.Cidr))
                .Select(affinity => new Complaint(DatastoreNames.OfClaim(affinity), $"node `{affinity.Owner.Name}`, which does not exist, has a claim to block {affinity.Cidr}")));

        bool IsGone(AffinityOwner? owner) => owner is { IsVirtual: false } host && !nodes.Contains(host.Name);
    }
}
