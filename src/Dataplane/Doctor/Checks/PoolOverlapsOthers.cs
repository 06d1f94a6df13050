using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>A pool that has addresses of Services or of nodes.</summary>
internal sealed class PoolOverlapsOthers() : NetworkCheck(
    "PE6503", Severity.Error, "pool overlaps Services or nodes", "take a range for pods that neither Services nor the networks of nodes use")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        (string What, IpPrefix Range)[] others =
        [
            .. cluster.Proxy.ServiceRanges.Select(range => ("the range of Services", range)),
            .. from port in cluster.Told.Services
               where port.ClusterAddress is not null
               select ($"Service `{port.Name.Namespace}/{port.Name.Service}`", IpPrefix.Of(port.ClusterAddress!.Value)),
            .. from node in cluster.Told.Nodes
               from family in Examination.Families
               let address = node.Address(family)
               where address is not null
               select ($"the network of node `{node.Name}`", address.Value.Subnet),
        ];
        return from pool in cluster.PodPools
               from other in others.DistinctBy(other => other.Range)
               where Examination.Overlap(pool.Cidr, other.Range)
               select Told(pool, other.What, other.Range);
    }

    private static Complaint Told(AddressPool pool, string what, IpPrefix range) =>
        new($"IPPool/{pool.Name}", $"pool `{pool.Name}` ({pool.Cidr}) overlaps {what} ({range})");
}
