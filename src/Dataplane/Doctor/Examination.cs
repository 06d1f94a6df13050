using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;
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
    public static IpFamily[] Families { get; } = [IpFamily.V4, IpFamily.V6];

    /// <summary>What the dump says.</summary>
    public ClusterNetwork Told => View.Told;

    /// <summary>What is told of the ranges of pods and Services.</summary>
    public ProxySettings Proxy => Told.Proxy ?? new ProxySettings();

    /// <summary>The pools that pods or tunnels get addresses from.</summary>
    public IEnumerable<AddressPool> PodPools => Told.Pools.Where(pool => pool.AllowedUses != AddressUses.LoadBalancer);

    public AddressPool? PoolWith(IpAddress address) => Told.Pools.FirstOrDefault(pool => pool.Cidr.Contains(address));

    public static bool Overlap(IpPrefix left, IpPrefix right) => left.Covers(right) || right.Covers(left);
}
