using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The settings of Calico's agents that change how packets travel (<c>FelixConfiguration</c>, <c>BGPConfiguration</c>).</summary>
public sealed record CalicoSettings
{
    /// <summary>Calico's defaults.</summary>
    public static CalicoSettings Default { get; } = new();

    /// <summary>The settings that a policy model knows, with those of nodes that have their own.</summary>
    public static CalicoSettings Of(PolicyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        FelixConfiguration everywhere = model.Felix.Everywhere;
        return Default.With(everywhere) with
        {
            ByNode = model.Nodes.Select(node => node.Name)
                .Where(name => !ReferenceEquals(model.Felix.Of(name), everywhere))
                .ToImmutableDictionary(name => name, name => Default.With(model.Felix.Of(name)), StringComparer.Ordinal),
        };
    }

    /// <summary>These settings with those that policies ask for too.</summary>
    internal CalicoSettings With(FelixConfiguration felix) => this with
    {
        VxlanPort = felix.VxlanPort,
        NatOutgoingExcludesHosts = felix.NatOutgoingExcludesHosts,
        ExternalNodes = felix.ExternalNodes,
        Ipv6Support = felix.Ipv6Support,
    };

    /// <summary>The settings of nodes that have their own.</summary>
    internal ImmutableDictionary<string, CalicoSettings> ByNode { get; init; } = ImmutableDictionary<string, CalicoSettings>.Empty;

    /// <summary>The settings of a node.</summary>
    internal CalicoSettings For(string node) => ByNode.GetValueOrDefault(node, this);

    /// <summary>Whether Felix has rules for IPv6 at all.</summary>
    public bool Ipv6Support { get; init; } = true;

    /// <summary>The number of the virtual network of its VXLAN.</summary>
    public int VxlanVni { get; init; } = 4096;

    /// <summary>The UDP port of its VXLAN.</summary>
    public ushort VxlanPort { get; init; } = 4789;

    /// <summary>Which routes between nodes Felix installs, besides those of VXLAN, which it always does.</summary>
    public ClusterRoutes FelixRoutes { get; init; } = ClusterRoutes.Ipip;

    /// <summary>Which routes between nodes BIRD installs.</summary>
    public ClusterRoutes BirdRoutes { get; init; } = ClusterRoutes.NoEncap;

    /// <summary>Whether packets from pods to nodes keep their source whatever the pool says.</summary>
    public bool NatOutgoingExcludesHosts { get; init; }

    /// <summary>The source that outgoing packets get; null for that of the interface they leave by.</summary>
    public IpAddress? NatOutgoingAddress { get; init; }

    /// <summary>The ports that outgoing TCP and UDP get; null leaves them.</summary>
    public PortRange? NatPortRange { get; init; }

    /// <summary>Addresses outside the cluster that may send wrapped packets to nodes.</summary>
    public AddressSet ExternalNodes { get; init; } = AddressSet.Empty;

    /// <summary>The largest packet that IPIP interfaces take; null for what the network between nodes leaves.</summary>
    public int? IpipMtu { get; init; }

    /// <summary>The largest packet that VXLAN interfaces take; null for what the network between nodes leaves.</summary>
    public int? VxlanMtuV4 { get; init; }

    /// <summary>The largest packet that VXLAN interfaces take in IPv6; null for what the network between nodes leaves.</summary>
    public int? VxlanMtuV6 { get; init; }

    /// <summary>The largest packet that WireGuard interfaces take; null for what the network between nodes leaves.</summary>
    public int? WireguardMtu { get; init; }

    /// <summary>The largest packet that WireGuard interfaces for IPv6 take; null for what the network between nodes leaves.</summary>
    public int? WireguardMtuV6 { get; init; }

    /// <summary>Whether IPv4 packets between nodes are encrypted.</summary>
    public bool WireguardEnabled { get; init; }

    /// <summary>Whether IPv6 packets between nodes are encrypted.</summary>
    public bool WireguardEnabledV6 { get; init; }

    /// <summary>The UDP port that WireGuard listens at.</summary>
    public ushort WireguardPort { get; init; } = 51820;

    /// <summary>The UDP port that WireGuard for IPv6 listens at.</summary>
    public ushort WireguardPortV6 { get; init; } = 51821;

    /// <summary>Whether what nodes themselves send to one another is encrypted too.</summary>
    public bool WireguardEncryptsHosts { get; init; }

    /// <summary>The octets that pods must leave free for encryption.</summary>
    internal int WireguardOverhead => WireguardEnabledV6 ? CalicoDevices.WireguardV6Overhead : WireguardEnabled ? CalicoDevices.WireguardOverhead : 0;

    /// <summary>Whether packets of a family are encrypted between nodes.</summary>
    internal bool Encrypts(IpFamily family) => family == IpFamily.V4 ? WireguardEnabled : WireguardEnabledV6;

    /// <summary>The UDP port that WireGuard listens at in a family.</summary>
    internal ushort WireguardPortIn(IpFamily family) => family == IpFamily.V4 ? WireguardPort : WireguardPortV6;
}
