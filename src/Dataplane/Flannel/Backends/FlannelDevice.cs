using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>An interface that a backend makes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mtu">Its MTU, in octets.</param>
public sealed record FlannelDevice(string Name, FlannelDeviceKind Kind, int Mtu)
{
    /// <summary>Its addresses: the base of the node's subnet alone, so that no route comes with it.</summary>
    public ImmutableArray<IpPrefix> Addresses { get; init; } = [];

    /// <summary>The address that outer packets come from; null where the stack chooses.</summary>
    public IpAddress? Local { get; init; }

    /// <summary>The UDP port that outer packets come to; 0 without one.</summary>
    public int Port { get; init; }

    /// <summary>The VXLAN network identifier; 0 without one. VXLAN interfaces learn nothing from what they receive.</summary>
    public int Vni { get; init; }

    /// <summary>Whether VXLAN frames carry the group of their policy.</summary>
    public bool Gbp { get; init; }

    /// <summary>Its Ethernet address; null where it has none.</summary>
    public MacAddress? Mac { get; init; }
}

/// <summary>What an interface of a backend is.</summary>
public enum FlannelDeviceKind
{
    /// <summary>Ethernet frames in UDP.</summary>
    Vxlan,

    /// <summary>Packets handed to the daemon.</summary>
    Tun,

    /// <summary>IPv4 in IPv4.</summary>
    Ipip,

    /// <summary>Encrypted packets in UDP.</summary>
    Wireguard,
}
