using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Packets of pods in VXLAN; nodes on the same link may leave them bare.</summary>
internal sealed class VxlanBackend(FlannelHost host) : FlannelBackend(host, Overhead)
{
    public const string Name = "vxlan";

    /// <summary>Inner Ethernet 14, VXLAN 8, UDP 8, IPv4 20.</summary>
    private const int Overhead = 50;

    private const ushort KernelPort = 8472;

    public override ImmutableArray<FlannelDevice> Devices =>
    [
        .. Host.Lease.Subnet is null ? [] : new[] { Device(DeviceName, Host.Lease.Subnet, Host.External.Address, Host.Mac) },
        .. Host.Lease.SubnetV6 is null ? [] : new[] { Device(DeviceNameV6, Host.Lease.SubnetV6, Host.External.AddressV6, Host.MacV6) },
    ];

    private protected override string Type => Name;

    private protected override bool StopsAtFailure => true;

    private string DeviceName => string.Create(CultureInfo.InvariantCulture, $"flannel.{Host.Config.Backend.Vni}");

    private string DeviceNameV6 => string.Create(CultureInfo.InvariantCulture, $"flannel-v6.{Host.Config.Backend.Vni}");

    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease)
    {
        LeaseAttributes told = lease.Attributes;
        ImmutableArray<FlannelEntry>? v4 = Group(DeviceName, Host.Lease.Subnet, lease.Subnet, told.PublicIp, told.BackendData);
        ImmutableArray<FlannelEntry>? v6 = Group(DeviceNameV6, Host.Lease.SubnetV6, lease.SubnetV6, told.PublicIpV6, told.BackendDataV6);
        return v4 is { } first && v6 is { } second ? [first, second] : null;
    }

    private FlannelDevice Device(string name, IpPrefix? subnet, IpAddress? local, MacAddress mac) => new(name, FlannelDeviceKind.Vxlan, Mtu)
    {
        Addresses = BaseOf(subnet),
        Local = local,
        Vni = Host.Config.Backend.Vni,
        Port = PortOf(Host.Config.Backend.Port, KernelPort),
        Gbp = Host.Config.Backend.Gbp,
        Mac = mac,
    };

    // The neighbour comes before the route, lest the kernel ask on the link for the gateway.
    private ImmutableArray<FlannelEntry>? Group(string device, IpPrefix? own, IpPrefix? other, IpAddress? publicIp, string? data)
    {
        if (own is null || other is not { } subnet)
        {
            return ImmutableArray<FlannelEntry>.Empty;
        }

        if (publicIp is not { } address || BackendData.VtepMacOf(data) is not { } mac)
        {
            return null;
        }

        return Host.Config.Backend.DirectRouting && Host.External.Reaches(address)
            ? [new RouteEntry(new(subnet) { Gateway = address, Device = Host.External.Name })]
            : [
                new NeighbourEntry(new(device, subnet.First, mac)),
                new ForwardingEntry(new(device, mac, address)),
                new RouteEntry(new(subnet) { Gateway = subnet.First, Device = device, OnLink = true }),
            ];
    }
}
