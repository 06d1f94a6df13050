using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>A node as the network's agents see it: Calico's <c>Node</c> and the Kubernetes one in one.</summary>
/// <param name="Name">The name.</param>
public sealed record ClusterNode(string Name)
{
    private static readonly ImmutableSortedDictionary<string, string> s_noAnnotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Its labels.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>The subnets that its pods have their addresses from, at most one of each family, where every node has its own; else none.</summary>
    public ImmutableArray<IpPrefix> PodCidrs { get; init; } = [];

    /// <summary>Its further interfaces, which own addresses of pods; none where pods' addresses belong to no interface.</summary>
    public ImmutableArray<NodeEni> Enis { get; init; } = [];

    /// <summary>Its IPv4 address with the subnet it is in; null where it is not known.</summary>
    public InterfaceAddress? V4 { get; init; }

    /// <summary>Its IPv6 address with the subnet it is in; null where it is not known.</summary>
    public InterfaceAddress? V6 { get; init; }

    /// <summary>The address of its IPIP interface; null where it has none.</summary>
    public IpAddress? IpipTunnel { get; init; }

    /// <summary>The IPv4 address of its VXLAN interface; null where it has none.</summary>
    public IpAddress? VxlanTunnelV4 { get; init; }

    /// <summary>The IPv6 address of its VXLAN interface; null where it has none.</summary>
    public IpAddress? VxlanTunnelV6 { get; init; }

    /// <summary>The Ethernet address of its VXLAN interface where the node names one; null leaves it to the name.</summary>
    public MacAddress? VtepMacV4 { get; init; }

    /// <summary>The Ethernet address of its VXLAN interface for IPv6 where the node names one; null leaves it to the name.</summary>
    public MacAddress? VtepMacV6 { get; init; }

    /// <summary>The IPv4 address of its WireGuard interface; null where it has none.</summary>
    public IpAddress? WireguardTunnelV4 { get; init; }

    /// <summary>The IPv6 address of its WireGuard interface; null where it has none.</summary>
    public IpAddress? WireguardTunnelV6 { get; init; }

    /// <summary>The public key of its WireGuard interface for IPv4; null where none is told.</summary>
    public string? WireguardKeyV4 { get; init; }

    /// <summary>The public key of its WireGuard interface for IPv6; null where none is told.</summary>
    public string? WireguardKeyV6 { get; init; }

    /// <summary>The addresses that Kubernetes has as the node's own in the cluster (<c>InternalIP</c>).</summary>
    public ImmutableArray<IpAddress> InternalAddresses { get; init; } = [];

    /// <summary>Flannel's annotations of the node.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = s_noAnnotations;

    /// <summary>Its AS number; null where it is that of the cluster.</summary>
    public uint? AsNumber { get; init; }

    /// <summary>The cluster of route reflectors that it is part of; null where it is no reflector.</summary>
    public IpAddress? RouteReflectorClusterId { get; init; }

    /// <summary>Its addresses that are known.</summary>
    internal IEnumerable<InterfaceAddress> Addresses => new[] { V4, V6 }.OfType<InterfaceAddress>();

    /// <summary>The addresses of its tunnels that are known.</summary>
    internal IEnumerable<IpAddress> TunnelAddresses =>
        new[] { IpipTunnel, VxlanTunnelV4, VxlanTunnelV6, WireguardTunnelV4, WireguardTunnelV6 }.OfType<IpAddress>();

    /// <summary>Its address with its subnet in a family; null where it is not known.</summary>
    public InterfaceAddress? Address(IpFamily family) => family == IpFamily.V4 ? V4 : V6;

    /// <summary>The address of its VXLAN interface in a family; null where it has none.</summary>
    public IpAddress? VxlanTunnel(IpFamily family) => family == IpFamily.V4 ? VxlanTunnelV4 : VxlanTunnelV6;

    /// <summary>The address of its WireGuard interface in a family; null where it has none.</summary>
    public IpAddress? WireguardTunnel(IpFamily family) => family == IpFamily.V4 ? WireguardTunnelV4 : WireguardTunnelV6;
}
