using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The largest packet that interfaces of one kind take, where settings say it.</summary>
/// <param name="What">The interfaces.</param>
/// <param name="Mtu">The packet, in octets.</param>
/// <param name="Overhead">The octets that wrapping adds to it.</param>
internal sealed record ToldMtu(string What, int Mtu, int Overhead)
{
    /// <summary>What the network between nodes has to carry.</summary>
    public int Wrapped => Mtu + Overhead;

    /// <summary>Those of the tunnels that are in use.</summary>
    public static IEnumerable<ToldMtu> OfTunnels(CalicoSettings settings, Encapsulations encapsulations) =>
    [
        .. Told("IPIP interfaces", encapsulations.HasIpip, settings.IpipMtu, CalicoDevices.IpipOverhead),
        .. Told("VXLAN interfaces", encapsulations.HasVxlan(IpFamily.V4), settings.VxlanMtuV4, CalicoDevices.VxlanOverhead),
        .. Told("VXLAN interfaces for IPv6", encapsulations.HasVxlan(IpFamily.V6), settings.VxlanMtuV6, CalicoDevices.VxlanV6Overhead),
        .. Told("WireGuard interfaces", settings.WireguardEnabled, settings.WireguardMtu, CalicoDevices.WireguardOverhead),
        .. Told("WireGuard interfaces for IPv6", settings.WireguardEnabledV6, settings.WireguardMtuV6, CalicoDevices.WireguardV6Overhead),
    ];

    /// <summary>That of pods, which leave room for the largest of the tunnels.</summary>
    public static IEnumerable<ToldMtu> OfPods(int? mtu, CalicoSettings settings, Encapsulations encapsulations) =>
        Told("pods", true, mtu, Math.Max(encapsulations.Overhead, settings.WireguardOverhead));

    private static ToldMtu[] Told(string what, bool isUsed, int? mtu, int overhead) => isUsed && mtu is { } told ? [new(what, told, overhead)] : [];
}
