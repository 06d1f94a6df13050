using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>A cluster as checks look at it.</summary>
/// <param name="Snapshot">The policies in force.</param>
/// <param name="View">The datastore.</param>
/// <param name="UplinkMtu">The largest packet between nodes.</param>
internal sealed record Examination(PolicySnapshot Snapshot, DatastoreView View, int UplinkMtu)
{
    private readonly PrefixTable<AddressPool> _pools = ByRange(View.Told.Pools);
    private readonly HashSet<string> _unused = [.. View.Told.Pools.Where(pool => pool.Disabled && !HasAddresses(View, pool)).Select(pool => pool.Name)];

    /// <summary>What the dump says.</summary>
    public ClusterNetwork Told => View.Told;

    /// <summary>What is told of the ranges of pods and Services.</summary>
    public ProxySettings Proxy => Told.Proxy ?? new ProxySettings();

    /// <summary>The pools that pods or tunnels get addresses from.</summary>
    public IEnumerable<AddressPool> PodPools => Told.Pools.Where(pool => pool.AllowedUses != AddressUses.LoadBalancer);

    /// <summary>Whether pods have addresses of a pool, or may get some. A disabled one may be there for its range alone, to which packets keep their source.</summary>
    public bool IsUsed(AddressPool pool) => !_unused.Contains(pool.Name);

    public AddressPool? PoolWith(IpAddress address) => _pools.Longest(address);

    /// <summary>Whether a range lies in a pool as a whole.</summary>
    public bool IsInPool(IpPrefix range)
    {
        List<KeyValuePair<IpPrefix, AddressPool>> around = [];
        _pools.CopyPath(range, around);
        return around.Count > 0;
    }

    private static bool HasAddresses(DatastoreView view, AddressPool pool) =>
        view.Ipam.Blocks.Any(block => pool.Cidr.Covers(block.Cidr)) || view.Told.Pods.Any(pod => pod.Addresses.Any(pool.Cidr.Contains));

    private static PrefixTable<AddressPool> ByRange(IEnumerable<AddressPool> pools)
    {
        PrefixTable<AddressPool> table = new();
        foreach (AddressPool pool in pools.DistinctBy(pool => pool.Cidr))
        {
            table.Put(pool.Cidr, pool);
        }

        return table;
    }
}
