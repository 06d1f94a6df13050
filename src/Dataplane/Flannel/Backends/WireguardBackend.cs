using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Packets of pods encrypted by WireGuard: one interface for each family, or one for both.</summary>
internal sealed class WireguardBackend(FlannelHost host) : FlannelBackend(host, Overhead)
{
    public const string Name = "wireguard";

    private const string DeviceName = "flannel-wg";
    private const string DeviceNameV6 = "flannel-wg-v6";

    /// <summary>WireGuard 32, UDP 8, IPv6 40.</summary>
    private const int Overhead = 80;

    public override ImmutableArray<FlannelDevice> Devices => (Mode, HasV4, HasV6) switch
    {
        (WireguardMode.Separate, _, _) =>
        [
            .. HasV4 ? [Device(DeviceName, Settings.ListenPort, BaseOf(Host.Lease.Subnet))] : Array.Empty<FlannelDevice>(),
            .. HasV6 ? [Device(DeviceNameV6, Settings.ListenPortV6, BaseOf(Host.Lease.SubnetV6))] : Array.Empty<FlannelDevice>(),
        ],
        _ => [Device(DeviceName, Settings.ListenPort, [.. BaseOf(Host.Lease.Subnet), .. BaseOf(Host.Lease.SubnetV6)])],
    };

    private protected override string Type => Name;

    // The whole network goes to the interface; the peers' allowed addresses decide from there.
    private protected override IEnumerable<Route> OwnRoutes =>
    [
        .. HasV4 && Host.Config.V4.Cidr is { } network ? [new Route(network) { Device = DeviceName }] : Array.Empty<Route>(),
        .. HasV6 && Host.Config.V6.Cidr is { } networkV6 ? [new Route(networkV6) { Device = DeviceFor(IpFamily.V6) }] : Array.Empty<Route>(),
    ];

    private FlannelBackendConfig Settings => Host.Config.Backend;

    private WireguardMode Mode => Settings.Mode;

    private bool HasV4 => Host.Lease.Subnet is not null;

    private bool HasV6 => Host.Lease.SubnetV6 is not null;

    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease)
    {
        IEnumerable<WireguardPeer?> peers = Mode == WireguardMode.Separate
            ? [.. HasV4 ? PeerOf(lease, IpFamily.V4) : [], .. HasV6 ? PeerOf(lease, IpFamily.V6) : []]
            : [PeerOf(lease)];
        ImmutableArray<WireguardPeer?> all = [.. peers];
        return all.Contains(null) ? null : [.. all.Select(peer => ImmutableArray.Create<FlannelEntry>(new PeerEntry(peer!)))];
    }

    private FlannelDevice Device(string name, int port, ImmutableArray<IpPrefix> addresses) =>
        new(name, FlannelDeviceKind.Wireguard, Mtu) { Port = port, Addresses = addresses };

    private string DeviceFor(IpFamily family) =>
        family == IpFamily.V6 && Mode == WireguardMode.Separate ? DeviceNameV6 : DeviceName;

    private IEnumerable<WireguardPeer?> PeerOf(FlannelLease lease, IpFamily family)
    {
        (IpPrefix? subnet, IpAddress? endpoint, string? data, int port) = family == IpFamily.V4
            ? (lease.Subnet, lease.Attributes.PublicIp, lease.Attributes.BackendData, Settings.ListenPort)
            : (lease.SubnetV6, lease.Attributes.PublicIpV6, lease.Attributes.BackendDataV6, Settings.ListenPortV6);
        if (subnet is { } allowed)
        {
            yield return endpoint is { } address && BackendData.PublicKeyOf(data) is { } key
                ? new(DeviceFor(family), key, address, port, [allowed])
                : null;
        }
    }

    private WireguardPeer? PeerOf(FlannelLease lease)
    {
        string? data = lease.SubnetV6 is null ? lease.Attributes.BackendData : lease.Attributes.BackendDataV6;
        IpAddress? endpoint = Mode switch
        {
            WireguardMode.Ipv4 => lease.Attributes.PublicIp,
            WireguardMode.Ipv6 => lease.Attributes.PublicIpV6,
            _ => Choose(lease.Attributes.PublicIp, lease.Attributes.PublicIpV6),
        };
        return endpoint is { } address && BackendData.PublicKeyOf(data) is { } key
            ? new(DeviceName, key, address, Settings.ListenPort, [.. new[] { lease.Subnet, lease.SubnetV6 }.OfType<IpPrefix>()])
            : null;
    }

    // IPv6 only where it is the likelier to arrive: the IPv4 address is private and neither IPv6 address is.
    private IpAddress? Choose(IpAddress? v4, IpAddress? v6)
    {
        if (v4 is not { } publicV4 || v6 is not { } publicV6)
        {
            return v4 ?? v6;
        }

        bool isV4Likely = !PrivateAddresses.Contain(publicV4) && Host.External.Address is not null;
        bool isV6Likely = !PrivateAddresses.Contain(publicV6) && Host.External.AddressV6 is { } own && !PrivateAddresses.Contain(own);
        return !isV4Likely && isV6Likely ? v6 : v4;
    }
}
