using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Blocks that share addresses.</summary>
internal sealed class OverlappingBlocks() : NetworkCheck(
    "PE6528", Severity.Error, "overlapping blocks", "recreate the pods of one of the blocks, release its addresses with `calicoctl ipam release`, and delete it")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from nest in Nesting.Of(cluster.View.Ipam.Blocks, block => block.Cidr)
        let others = FewNames.Of(nest.Held.Select(Told), nest.Held.Count)
        select new Complaint(DatastoreNames.OfBlock(nest.Outer.Cidr), $"block {Told(nest.Outer)} overlaps {others}");

    private static string Told(StoredBlock block) => block.Owner is { } owner ? $"{block.Cidr} of `{owner.Name}`" : $"{block.Cidr}";
}
