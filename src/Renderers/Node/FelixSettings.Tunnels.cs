using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <content>Encapsulation and translation of addresses.</content>
internal sealed partial record FelixSettings
{
    public bool? IpInIpEnabled => SwitchOrNull(nameof(IpInIpEnabled));

    public bool? VxlanEnabled => SwitchOrNull("VXLANEnabled");

    public ushort VxlanPort => (ushort)Number("VXLANPort", 4789, 1, ushort.MaxValue);

    public IpAddress? IpInIpTunnelAddress => Address("IpInIpTunnelAddr", IpFamily.V4);

    public IpAddress? VxlanTunnelAddress => Address("IPv4VXLANTunnelAddr", IpFamily.V4);

    public IpAddress? VxlanTunnelAddressV6 => Address("IPv6VXLANTunnelAddr", IpFamily.V6);

    public bool WireguardEnabled => Switch(nameof(WireguardEnabled));

    public bool WireguardEnabledV6 => Switch(nameof(WireguardEnabledV6));

    public bool WireguardHostEncryptionEnabled => Switch(nameof(WireguardHostEncryptionEnabled));

    public ushort WireguardListeningPort => (ushort)Number(nameof(WireguardListeningPort), 51820, 1, ushort.MaxValue);

    public ushort WireguardListeningPortV6 => (ushort)Number(nameof(WireguardListeningPortV6), 51821, 1, ushort.MaxValue);

    public string WireguardInterfaceName => LinkName(nameof(WireguardInterfaceName), "wireguard.cali");

    public string WireguardInterfaceNameV6 => LinkName(nameof(WireguardInterfaceNameV6), "wg-v6.cali");

    /// <summary>The ports that translated connections get; null for any.</summary>
    public PortRange? NatPortRange => PortRanges("NATPortRange", null) is [PortRange range] && range.Last > 0 ? range : null;

    /// <summary>The address that connections out of the pools get; null for that of the interface.</summary>
    public IpAddress? NatOutgoingAddress => Address("NATOutgoingAddress", IpFamily.V4);

    /// <summary>Whether connections to other nodes keep their pod's address.</summary>
    public bool NatSparesHosts => OneOf("NATOutgoingExclusions", "IPPoolsOnly", "IPPoolsAndHostIPs") == "IPPoolsAndHostIPs";

    /// <summary>The interface that connections must leave by to be translated, as iptables writes it; null for any.</summary>
    public string? NatOutgoingInterfaceFilter =>
        TextOrNone("IptablesNATOutgoingInterfaceFilter") is { } filter && LinkPattern().IsMatch(filter) ? filter : null;
}
