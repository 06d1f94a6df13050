using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What a node's BIRD does with routes of a pool that it learned: one statement of the filter <c>calico_kernel_programming</c>.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="IsInstalled">Whether BIRD installs them.</param>
internal sealed record BirdKernelRule(IpPrefix Pool, bool IsInstalled)
{
    /// <summary>The tunnel they go through; null where they go as they are.</summary>
    public string? Tunnel { get; init; }

    /// <summary>The next hops that are reached without the tunnel; null where none is.</summary>
    public IpPrefix? UnlessNextHopIn { get; init; }

    /// <summary>The statements of a node for the pools of a family; none for IPv4 where the node does not know its subnet.</summary>
    public static ImmutableArray<BirdKernelRule> Of(IEnumerable<AddressPool> pools, IpFamily family, ClusterRoutes programmed, IpPrefix? localSubnet) =>
        family == IpFamily.V4 && localSubnet is null
            ? []
            : [.. pools.Where(pool => pool.Cidr.Family == family).Select(pool => Of(pool, programmed, localSubnet))];

    private static BirdKernelRule Of(AddressPool pool, ClusterRoutes programmed, IpPrefix? localSubnet)
    {
        if (pool.Vxlan != EncapsulationMode.Never)
        {
            return new BirdKernelRule(pool.Cidr, IsInstalled: false);
        }

        return pool.Ipip == EncapsulationMode.Never
            ? new BirdKernelRule(pool.Cidr, programmed.HasFlag(ClusterRoutes.NoEncap))
            : new BirdKernelRule(pool.Cidr, programmed.HasFlag(ClusterRoutes.Ipip))
            {
                Tunnel = CalicoDevices.Ipip,
                UnlessNextHopIn = pool.Ipip == EncapsulationMode.CrossSubnet ? localSubnet : null,
            };
    }
}
