using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The settings of kube-proxy.</summary>
public sealed record ProxySettings
{
    /// <summary>How it translates.</summary>
    public ProxyMode Mode { get; init; }

    /// <summary>
    /// The ranges whose addresses count as pods' (the cluster's ranges, or the node's own range). Empty where pods are
    /// not told from others: then only what cannot work otherwise is masqueraded.
    /// </summary>
    public ImmutableArray<IpPrefix> PodRanges { get; init; } = [];

    /// <summary>Whether all traffic to cluster addresses is masqueraded.</summary>
    public bool MasqueradeAll { get; init; }

    /// <summary>The bit of the packet mark that asks for masquerading, 0 to 31.</summary>
    public int MasqueradeBit { get; init; } = 14;

    /// <summary>The lowest node port.</summary>
    public ushort FirstNodePort { get; init; } = 30000;

    /// <summary>The highest node port.</summary>
    public ushort LastNodePort { get; init; } = 32767;

    /// <summary>The ranges of node addresses that node ports are opened on; all addresses of a family that has none.</summary>
    public ImmutableArray<IpPrefix> NodePortRanges { get; init; } = [];

    /// <summary>Whether node ports are opened on the node's own address of a family alone (<c>primary</c>).</summary>
    public bool NodePortsOnPrimary { get; init; }

    /// <summary>Whether node ports answer on 127.0.0.1; only the iptables mode can.</summary>
    public bool LocalhostNodePorts { get; init; } = true;

    /// <summary>The ranges that cluster addresses are taken from; empty where unknown.</summary>
    public ImmutableArray<IpPrefix> ServiceRanges { get; init; } = [];

    /// <summary>The whole mark that asks for masquerading.</summary>
    internal uint MasqueradeMark => 1u << MasqueradeBit;

    /// <summary>Whether an address is a pod's, as far as kube-proxy tells.</summary>
    internal bool IsPod(IpAddress address) => PodRanges.Contain(address);

    /// <summary>Whether node ports are opened on the address, where a node has it.</summary>
    internal bool OpensNodePorts(ProxyNode node, IpAddress address) => NodePortsOnPrimary
        ? node.AddressIn(address.Family) == address
        : NodePortRanges.Contain(address) || !NodePortRanges.Any(range => range.Family == address.Family);
}
