using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The largest packets that the interfaces on a node take: as its settings say, else what the network between nodes leaves.</summary>
/// <param name="settings">The node's settings.</param>
/// <param name="encapsulations">What the pools say about wrapping packets.</param>
/// <param name="uplink">The largest packet of the network between nodes.</param>
internal sealed class TunnelMtus(CalicoSettings settings, Encapsulations encapsulations, int uplink)
{
    /// <summary>That of the interface for IPIP.</summary>
    public int Ipip => settings.IpipMtu ?? uplink - CalicoDevices.IpipOverhead;

    /// <summary>That of pods: the smallest of the tunnels in use.</summary>
    public int Pods => InUse.DefaultIfEmpty(uplink).Min();

    private IEnumerable<int> InUse =>
    [
        .. encapsulations.HasIpip ? [Ipip] : Array.Empty<int>(),
        .. from family in Families.Both where encapsulations.HasVxlan(family) select Vxlan(family),
        .. from family in Families.Both where settings.Encrypts(family) select Wireguard(family),
    ];

    /// <summary>That of the interface for VXLAN in a family.</summary>
    public int Vxlan(IpFamily family) => family == IpFamily.V4
        ? settings.VxlanMtuV4 ?? uplink - CalicoDevices.VxlanOverhead
        : settings.VxlanMtuV6 ?? uplink - CalicoDevices.VxlanV6Overhead;

    /// <summary>That of the interface for WireGuard in a family.</summary>
    public int Wireguard(IpFamily family) => family == IpFamily.V4
        ? settings.WireguardMtu ?? uplink - CalicoDevices.WireguardOverhead
        : settings.WireguardMtuV6 ?? uplink - CalicoDevices.WireguardV6Overhead;
}
