using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The settings of Calico's agents that change how packets travel (<c>FelixConfiguration</c>, <c>BGPConfiguration</c>).</summary>
public sealed record CalicoSettings
{
    /// <summary>Calico's defaults.</summary>
    public static CalicoSettings Default { get; } = new();

    /// <summary>The settings that a policy model knows.</summary>
    public static CalicoSettings Of(FelixConfiguration felix)
    {
        ArgumentNullException.ThrowIfNull(felix);
        return Default with { VxlanPort = felix.VxlanPort, NatOutgoingExcludesHosts = felix.NatOutgoingExcludesHosts, ExternalNodes = felix.ExternalNodes };
    }

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

    /// <summary>The ports that outgoing TCP and UDP get, as <c>99-100</c>; null leaves them.</summary>
    public string? NatPortRange { get; init; }

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

    /// <summary>Whether packets between nodes are encrypted.</summary>
    public bool WireguardEnabled { get; init; }
}
