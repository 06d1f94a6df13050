using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Packets of pods in UDP, by the daemon itself; IPv4 only.</summary>
internal sealed class UdpBackend(FlannelHost host) : FlannelBackend(host, Overhead)
{
    public const string Name = "udp";

    private const string DeviceName = "flannel0";

    /// <summary>UDP 8, IPv4 20.</summary>
    private const int Overhead = 28;

    private const ushort UsualPort = 8285;

    public override ImmutableArray<FlannelDevice> Devices =>
        [new(DeviceName, FlannelDeviceKind.Tun, Mtu) { Addresses = BaseOf(Host.Lease.Subnet), Local = Host.External.Address, Port = Port }];

    private protected override string Type => Name;

    private protected override IEnumerable<Route> OwnRoutes =>
        Host.Config.V4.Cidr is { } network ? [new Route(network) { Device = DeviceName }] : [];

    private ushort Port => PortOf(Host.Config.Backend.Port, UsualPort);

    // The others are taken to listen where this node does.
    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease) =>
        lease.Subnet is { } subnet && lease.Attributes.PublicIp is { } endpoint
            ? [[new ProxyEntry(new(subnet, endpoint, Port))]]
            : null;
}
