using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>A pool outside what kube-proxy takes for pods' addresses: it masquerades their packets to Services.</summary>
internal sealed class PoolOutsideClusterRange() : NetworkCheck(
    "PE6501", Severity.Warning, "pool outside the cluster's range", "make the pool part of the cluster's range, or set kube-proxy's `clusterCIDR` to a range that holds it")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from pool in cluster.PodPools
        let ranges = cluster.Proxy.PodRanges.Where(range => range.Family == pool.Cidr.Family).ToArray()
        where ranges.Length > 0 && !pool.Disabled && !Array.Exists(ranges, range => range.Covers(pool.Cidr))
        select new Complaint($"IPPool/{pool.Name}", $"pool `{pool.Name}` ({pool.Cidr}) is not within the cluster's range {string.Join<IpPrefix>(", ", ranges)}");
}
