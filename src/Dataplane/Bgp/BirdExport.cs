using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What a node's BIRD announces (the filters <c>calico_aggr</c> and <c>calico_export_to_bgp_peers</c>).</summary>
internal sealed class BirdExport
{
    private readonly IpPrefix[] _quiet;
    private readonly IpPrefix[] _pools;
    private readonly IpPrefix[] _ownBlocks;
    private readonly IpPrefix[] _services;

    public BirdExport(ClusterNetwork cluster, string node)
    {
        _quiet = [.. cluster.Pools.Where(pool => pool.DisableBgpExport).Select(pool => pool.Cidr)];
        _pools = [.. Announced(cluster.Pools).Select(pool => pool.Cidr)];
        _ownBlocks = [.. cluster.Blocks.Where(block => block.Node == node).Select(block => block.Cidr)];
        _services = [.. cluster.Bgp.ServiceClusterIps, .. cluster.Bgp.ServiceExternalIps, .. cluster.Bgp.ServiceLoadBalancerIps];
    }

    /// <summary>Whether a route of the node is announced.</summary>
    public bool Announces(IpPrefix destination, int metric)
    {
        if (Array.Exists(_quiet, pool => pool.Covers(destination)))
        {
            return false;
        }

        foreach (IpPrefix block in _ownBlocks.Where(block => block.Covers(destination)))
        {
            return block == destination || metric < RoutePriority.Normal;
        }

        return Array.Exists(_services, range => range == destination) || Array.Exists(_pools, pool => pool.Covers(destination));
    }

    /// <summary>The pools whose routes may be announced.</summary>
    public static IEnumerable<AddressPool> Announced(IEnumerable<AddressPool> pools) => pools.Where(pool => !pool.DisableBgpExport && !pool.Disabled);
}
