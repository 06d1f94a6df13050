using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What the pools of a cluster say about wrapping packets.</summary>
internal sealed class Encapsulations(IReadOnlyCollection<AddressPool> pools)
{
    /// <summary>Whether any pool has packets wrapped in IPIP.</summary>
    public bool HasIpip { get; } = pools.Any(pool => pool.Ipip != EncapsulationMode.Never);

    /// <summary>Whether any pool of a family has packets wrapped in VXLAN.</summary>
    public bool HasVxlan(IpFamily family) => pools.Any(pool => pool.Vxlan != EncapsulationMode.Never && pool.Cidr.Family == family);

    /// <summary>The octets that pods must leave free for the largest of the encapsulations in use.</summary>
    public int Overhead => Math.Max(HasIpip ? CalicoDevices.IpipOverhead : 0, HasVxlan(IpFamily.V6) ? CalicoDevices.VxlanV6Overhead : HasVxlan(IpFamily.V4) ? CalicoDevices.VxlanOverhead : 0);

    /// <summary>What a pool says of the addresses in it.</summary>
    public static PoolPart PartOf(AddressPool pool) => new(TypeOf(pool), pool.NatOutgoing, EncapsulationMode.CrossSubnet == pool.Ipip || EncapsulationMode.CrossSubnet == pool.Vxlan);

    private static PoolType TypeOf(AddressPool pool) =>
        pool.AllowedUses == Addressing.AddressUses.LoadBalancer ? PoolType.None
        : pool.Ipip != EncapsulationMode.Never ? PoolType.Ipip
        : pool.Vxlan != EncapsulationMode.Never ? PoolType.Vxlan
        : PoolType.NoEncap;
}
