using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pods and blocks whose addresses are in no pool: they are neither wrapped nor translated nor announced.</summary>
internal sealed class AddressInNoPool() : NetworkCheck(
    "PE6504", Severity.Warning, "address in no pool", "create a pool that holds the address, or recreate the pod")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        if (!cluster.PodPools.Any())
        {
            return [];
        }

        IEnumerable<Complaint> blocks = cluster.Told.Blocks
            .Where(block => !cluster.IsInPool(block.Cidr))
            .Select(block => new Complaint(DatastoreNames.OfBlock(block.Cidr), $"block {block.Cidr} is in no pool"));
        IEnumerable<Complaint> pods =
            from pod in cluster.Told.Pods
            from address in pod.Addresses
            where cluster.PoolWith(address) is null
            select new Complaint($"Pod/{pod.Stack}", $"pod `{pod.Stack}` has {address}, which is in no pool");
        return blocks.Concat(pods);
    }
}
