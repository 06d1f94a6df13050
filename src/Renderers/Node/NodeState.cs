using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <summary>
/// All that the agent of one node has to program: what Felix's calculation hands to its dataplane. Selectors have become
/// sets of addresses already.
/// </summary>
internal sealed record NodeState
{
    /// <summary>The name of the node.</summary>
    public string Name { get; init; } = "";

    /// <summary>The settings of the agent.</summary>
    public FelixSettings Settings { get; init; } = FelixSettings.Default;

    /// <summary>What the kernel and its tools can do.</summary>
    public KernelFeatures Features { get; init; } = KernelFeatures.All;

    /// <summary>Whether kube-proxy forwards by IPVS.</summary>
    public bool UsesIpvs { get; init; }

    /// <summary>The policies that some endpoint of the node is governed by.</summary>
    public ImmutableArray<NodePolicy> Policies { get; init; } = [];

    /// <summary>The profiles that some endpoint of the node names. One that is named and not here denies everything.</summary>
    public ImmutableArray<NodeProfile> Profiles { get; init; } = [];

    /// <summary>The node's own pods.</summary>
    public ImmutableArray<NodeWorkload> Workloads { get; init; } = [];

    /// <summary>The host endpoints of the node.</summary>
    public ImmutableArray<NodeHost> Hosts { get; init; } = [];

    /// <summary>The sets that rules of policies and profiles refer to.</summary>
    public ImmutableArray<NodeSet> Sets { get; init; } = [];

    /// <summary>The pools that pods of the cluster get their addresses from.</summary>
    public ImmutableArray<NodePool> Pools { get; init; } = [];

    /// <summary>The addresses of all nodes of the cluster, this one included.</summary>
    public ImmutableArray<IpAddress> NodeAddresses { get; init; } = [];

    /// <summary>The addresses between which the nodes' VXLAN packets travel.</summary>
    public ImmutableArray<IpAddress> VxlanParents { get; init; } = [];

    /// <summary>The interfaces of the node that are no pod's, and their addresses.</summary>
    public ImmutableArray<NodeInterface> Interfaces { get; init; } = [new("lo", [IpAddress.V4(0x7F000001)])];

    /// <summary>The addresses of services that are routed to the cluster (<c>BGPConfiguration</c>), by family and text.</summary>
    public ImmutableArray<IpPrefix> ServiceBlocks { get; init; } = [];
}
