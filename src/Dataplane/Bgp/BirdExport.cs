using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What the BIRD of each node announces (the filters <c>calico_aggr</c> and <c>calico_export_to_bgp_peers</c>).</summary>
internal sealed class BirdExport
{
    private readonly IpPrefix[] _quiet;
    private readonly IpPrefix[] _pools;
    private readonly ILookup<string, IpPrefix> _blocks;
    private readonly HashSet<(string? Node, IpPrefix Block)> _unclaimed;

    public BirdExport(ClusterNetwork cluster)
    {
        _quiet = [.. cluster.Pools.Where(pool => pool.DisableBgpExport).Select(pool => pool.Cidr)];
        _pools = [.. Announced(cluster.Pools).Select(pool => pool.Cidr)];
        _blocks = cluster.Blocks.Where(block => block.Node is not null && block.IsConfirmed).ToLookup(block => block.Node!, block => block.Cidr, StringComparer.Ordinal);
        _unclaimed = [.. cluster.Blocks.Where(block => !block.IsConfirmed && block.Cidr.Length < block.Cidr.First.BitLength).Select(block => (block.Node, block.Cidr))];
        Services = new AnnouncedServices(cluster);
    }

    /// <summary>Who originates what of Services.</summary>
    public AnnouncedServices Services { get; }

    /// <summary>Whether a node announces a route that it has, of its own or from another.</summary>
    public bool Announces(string node, IpPrefix destination, int metric = RoutePriority.Normal)
    {
        if (!Originates(node, destination) || Array.Exists(_quiet, pool => pool.Covers(destination)))
        {
            return false;
        }

        foreach (IpPrefix block in _blocks[node].Where(block => block.Covers(destination)))
        {
            return block == destination || metric < RoutePriority.Normal;
        }

        return Array.Exists(_pools, pool => pool.Covers(destination)) || Services.LetsPass(node, destination);
    }

    /// <summary>Whether a node that a block belongs to has a route to the whole of it: not before its claim is confirmed, nor while it gives the block back.</summary>
    public bool Originates(string node, IpPrefix block) => !_unclaimed.Contains((node, block));

    /// <summary>The pools whose routes may be announced.</summary>
    public static IEnumerable<AddressPool> Announced(IEnumerable<AddressPool> pools) => pools.Where(pool => !pool.DisableBgpExport && !pool.Disabled);
}
