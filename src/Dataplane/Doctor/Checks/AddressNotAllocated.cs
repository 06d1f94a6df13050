using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pods whose addresses no block holds: they may be given to others.</summary>
internal sealed class AddressNotAllocated() : NetworkCheck(
    "PE6517", Severity.Error, "pod's address is not allocated", "recreate the pod")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        HashSet<IpAddress> held = [.. cluster.View.Ipam.Blocks.SelectMany(block => block.InUse).Select(address => address.Key)];
        return from pod in cluster.View.Ipam.Blocks.IsEmpty ? [] : cluster.Told.Pods
               from address in pod.Addresses
               where cluster.PoolWith(address) is not null && !held.Contains(address)
               select new Complaint($"Pod/{pod.Stack}", $"pod `{pod.Stack}` has {address}, which no block holds");
    }
}
