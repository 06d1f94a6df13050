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

    public override ImmutableArray<FlannelDevice> Devices => IsShared
        ? [Device(DeviceName, Port, [.. BaseOf(Host.Lease.Subnet), .. BaseOf(Host.Lease.SubnetV6)])]
        :
        [
            .. HasV4 ? [Device(DeviceName, Port, BaseOf(Host.Lease.Subnet))] : Array.Empty<FlannelDevice>(),
            .. HasV6 ? [Device(DeviceNameV6, PortV6, BaseOf(Host.Lease.SubnetV6))] : Array.Empty<FlannelDevice>(),
        ];

    private protected override string Type => Name;

    // The whole network goes to the interface; the peers' allowed addresses decide from there.
    private protected override IEnumerable<Route> OwnRoutes =>
    [
        .. HasV4 && Host.Config.V4.Cidr is { } network ? [new Route(network) { Device = DeviceName }] : Array.Empty<Route>(),
        .. HasV6 && Host.Config.V6.Cidr is { } networkV6 ? [new Route(networkV6) { Device = IsShared ? DeviceName : DeviceNameV6 }] : Array.Empty<Route>(),
    ];

    private FlannelBackendConfig Settings => Host.Config.Backend;

    private ushort Port => PortOf(Settings.ListenPort);

    private ushort PortV6 => PortOf(Settings.ListenPortV6);

    private bool IsShared => Settings.Mode != WireguardMode.Separate;

    private bool HasV4 => Host.Lease.Subnet is not null;

    private bool HasV6 => Host.Lease.SubnetV6 is not null;

    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease)
    {
        LeaseAttributes told = lease.Attributes;
        List<PeerEntry?> peers = [];
        if (IsShared)
        {
            string? data = lease.SubnetV6 is null ? told.BackendData : told.BackendDataV6;
            peers.Add(Peer(DeviceName, data, EndpointOf(told), Port, [lease.Subnet, lease.SubnetV6]));
        }

        if (!IsShared && HasV4 && lease.Subnet is not null)
        {
            peers.Add(Peer(DeviceName, told.BackendData, told.PublicIp, Port, [lease.Subnet]));
        }

        if (!IsShared && HasV6 && lease.SubnetV6 is not null)
        {
            peers.Add(Peer(DeviceNameV6, told.BackendDataV6, told.PublicIpV6, PortV6, [lease.SubnetV6]));
        }

        return peers.Contains(null) ? null : [.. peers.Select(peer => ImmutableArray.Create<FlannelEntry>(peer!))];
    }

    private static PeerEntry? Peer(string device, string? data, IpAddress? endpoint, int port, IEnumerable<IpPrefix?> allowed) =>
        endpoint is { } address && BackendData.PublicKeyOf(data) is { } key
            ? new(new(device, key, address, port, [.. allowed.OfType<IpPrefix>()]))
            : null;

    private FlannelDevice Device(string name, int port, ImmutableArray<IpPrefix> addresses) =>
        new(name, FlannelDeviceKind.Wireguard, Mtu) { Port = port, Addresses = addresses };

    private IpAddress? EndpointOf(LeaseAttributes told) => Settings.Mode switch
    {
        WireguardMode.Ipv4 => told.PublicIp,
        WireguardMode.Ipv6 => told.PublicIpV6,
        _ => Choose(told.PublicIp, told.PublicIpV6),
    };

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
