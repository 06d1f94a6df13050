using System.Collections.Immutable;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What holds for BGP in the whole cluster (Calico's <c>BGPConfiguration</c> named <c>default</c>).</summary>
public sealed record BgpConfiguration
{
    /// <summary>Calico's defaults.</summary>
    public static BgpConfiguration Default { get; } = new();

    /// <summary>Whether all nodes are peers of one another.</summary>
    public bool NodeToNodeMeshEnabled { get; init; } = true;

    /// <summary>The AS number of nodes that have none of their own.</summary>
    public uint AsNumber { get; init; } = 64512;

    /// <summary>The cluster addresses of Services that nodes announce.</summary>
    public ImmutableArray<IpPrefix> ServiceClusterIps { get; init; } = [];

    /// <summary>The external addresses of Services that nodes announce.</summary>
    public ImmutableArray<IpPrefix> ServiceExternalIps { get; init; } = [];

    /// <summary>The load balancers' addresses that nodes announce.</summary>
    public ImmutableArray<IpPrefix> ServiceLoadBalancerIps { get; init; } = [];

    /// <summary>Whether nodes announce the ranges of load balancers' addresses. Where not, they announce each address of a Service that has a ready backend.</summary>
    public bool ServiceLoadBalancerAggregation { get; init; } = true;

    /// <summary>Which routes between nodes BIRD installs.</summary>
    public ClusterRoutes ProgramClusterRoutes { get; init; } = ClusterRoutes.NoEncap;
}
