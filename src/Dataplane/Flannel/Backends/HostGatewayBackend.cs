using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Routes through the other nodes, which are on the same link.</summary>
internal sealed class HostGatewayBackend : FlannelBackend
{
    public const string Name = "host-gw";

    private HostGatewayBackend(FlannelHost host)
        : base(host, overhead: 0)
    {
    }

    public override ImmutableArray<FlannelDevice> Devices => [];

    internal override bool ReachesAcross => false;

    private protected override string Type => Name;

    private protected override bool WatchesRoutes => true;

    /// <summary>The backend; none where the others see the node under another address than its own.</summary>
    public static new FlannelResult<FlannelBackend> Of(FlannelHost host)
    {
        LeaseAttributes told = host.Lease.Attributes;
        return (told.PublicIp is not null && told.PublicIp != host.External.Address)
            || (told.PublicIpV6 is not null && told.PublicIpV6 != host.External.AddressV6)
            ? new(FlannelErrorKind.Unsupported, "the public address is not the interface's, which host-gw needs")
            : new(new HostGatewayBackend(host));
    }

    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease)
    {
        ImmutableArray<ImmutableArray<FlannelEntry>>.Builder groups = ImmutableArray.CreateBuilder<ImmutableArray<FlannelEntry>>();
        return TryAdd(lease.Subnet, lease.Attributes.PublicIp) && TryAdd(lease.SubnetV6, lease.Attributes.PublicIpV6) ? groups.ToImmutable() : null;

        bool TryAdd(IpPrefix? subnet, IpAddress? gateway)
        {
            if (subnet is { } destination && gateway is not null)
            {
                groups.Add([new RouteEntry(new(destination) { Gateway = gateway, Device = Host.External.Name })]);
            }

            return subnet is null || gateway is not null;
        }
    }
}
