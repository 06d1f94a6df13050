using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>
/// What kube-proxy takes for pods' addresses where no <c>clusterCIDR</c> is told: the pools for pods. One without pods counts where it
/// could get some, and not where nodes have addresses of it: such a pool says of addresses that they are not translated, and no more.
/// </summary>
internal sealed class PodRangeInference(ClusterNetwork cluster, Assumptions assumptions)
{
    private readonly IpAddress[] _pods = [.. cluster.Pods.SelectMany(pod => pod.Addresses).Concat(cluster.Blocks.Select(block => block.Cidr.First)).Order()];
    private readonly IpAddress[] _nodes = [.. cluster.Nodes.SelectMany(node => node.Addresses).Select(own => own.Address).Order()];

    public ImmutableArray<IpPrefix> Ranges()
    {
        AddressPool[] pools = [.. cluster.Pools.Where(IsForPods)];
        foreach (AddressPool pool in cluster.Services.IsEmpty ? [] : pools)
        {
            assumptions.Add("kube-proxy's `clusterCIDR` is not told; the pool's addresses are taken to count as pods'", pool.Name);
        }

        return [.. pools.Select(pool => pool.Cidr)];
    }

    private bool IsForPods(AddressPool pool) =>
        pool.AllowedUses.HasFlag(AddressUses.Workload) && (HasAny(_pods, pool.Cidr) || (!pool.Disabled && !HasAny(_nodes, pool.Cidr)));

    private static bool HasAny(IpAddress[] inOrder, IpPrefix range)
    {
        int found = Array.BinarySearch(inOrder, range.First);
        return found >= 0 || (~found < inOrder.Length && range.Contains(inOrder[~found]));
    }
}
