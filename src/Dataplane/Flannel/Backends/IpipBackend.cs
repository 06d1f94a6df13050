using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Packets of pods in IPv4; nodes on the same link may leave them bare. IPv4 only.</summary>
internal sealed class IpipBackend : FlannelBackend
{
    public const string Name = "ipip";

    private const string DeviceName = "flannel.ipip";

    /// <summary>The outer IPv4 header.</summary>
    private const int Overhead = 20;

    private IpipBackend(FlannelHost host)
        : base(host, Overhead)
    {
    }

    public override ImmutableArray<FlannelDevice> Devices =>
        [new(DeviceName, FlannelDeviceKind.Ipip, Mtu) { Addresses = BaseOf(Host.Lease.Subnet), Local = Host.External.Address }];

    private protected override string Type => Name;

    private protected override bool WatchesRoutes => true;

    /// <summary>The backend; none on an interface too small for a second header.</summary>
    public static new FlannelResult<FlannelBackend> Of(FlannelHost host) => host.External.Mtu > Overhead
        ? new(new IpipBackend(host))
        : new(FlannelErrorKind.Unsupported, $"an MTU of {host.External.Mtu} is too small for ipip");

    // The gateway is the other end of the tunnel, which is why it counts as on the link.
    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease)
    {
        if (lease.Subnet is not { } subnet || lease.Attributes.PublicIp is not { } gateway)
        {
            return null;
        }

        string device = Host.Config.Backend.DirectRouting && Host.External.Reaches(gateway) ? Host.External.Name : DeviceName;
        return [[new RouteEntry(new(subnet) { Gateway = gateway, Device = device, OnLink = true })]];
    }
}
