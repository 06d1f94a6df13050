using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>Makes kernel routes of what Felix knows of destinations (Felix's VXLAN, IPIP and plain route managers).</summary>
/// <param name="localNode">The node.</param>
/// <param name="programmed">Which routes Felix installs besides those of VXLAN.</param>
/// <param name="uplink">The interface that has the node's address of a family; null while it is not known.</param>
/// <param name="vtepOf">The VXLAN end of a node in a family; null while it is not known.</param>
internal sealed class FelixRoutes(string localNode, ClusterRoutes programmed, Func<IpFamily, string?> uplink, Func<string, IpFamily, Vtep?> vtepOf)
{
    /// <summary>The route for a destination; null where Felix installs none, or not yet.</summary>
    public Route? Of(ResolvedRoute known)
    {
        if (!IsProgrammed(known.PoolType))
        {
            return null;
        }

        if (IsLocalBlock(known))
        {
            return new Route(known.Destination) { Kind = RouteKind.Blackhole, Protocol = RouteProtocol.Felix };
        }

        bool isRemoteTunnel = known.Types.HasFlag(RouteTypes.RemoteTunnel) && (known.IsBorrowed || known.Types.HasFlag(RouteTypes.RemoteWorkload));
        bool isRemote = isRemoteTunnel || known.Types.HasFlag(RouteTypes.RemoteWorkload);
        return isRemote && known.Node != localNode ? Between(known, isRemoteTunnel) : null;
    }

    private bool IsProgrammed(PoolType pool) => pool switch
    {
        PoolType.Vxlan => true,
        PoolType.Ipip => programmed.HasFlag(ClusterRoutes.Ipip),
        PoolType.NoEncap => programmed.HasFlag(ClusterRoutes.NoEncap),
        _ => false,
    };

    // A block of this node that holds more than one address; single ones are workloads of it or borrowed.
    private static bool IsLocalBlock(ResolvedRoute known) =>
        known.Types.HasFlag(RouteTypes.LocalWorkload) && !known.IsLocalWorkload && known.Destination.Length < known.Destination.First.BitLength;

    private Route? Between(ResolvedRoute known, bool isRemoteTunnel)
    {
        IpFamily family = known.Destination.Family;
        if ((known.SameSubnet || known.PoolType == PoolType.NoEncap) && uplink(family) is { } parent)
        {
            return known.NodeAddress is { } direct ? Via(known, direct, parent) : null;
        }

        return known.PoolType switch
        {
            PoolType.Ipip => known.NodeAddress is { } node ? Via(known, node, CalicoDevices.Ipip) : null,
            PoolType.Vxlan => OverVxlan(known, family, isRemoteTunnel),
            _ => null,
        };
    }

    private Route? OverVxlan(ResolvedRoute known, IpFamily family, bool isRemoteTunnel)
    {
        string device = family == IpFamily.V4 ? CalicoDevices.Vxlan : CalicoDevices.VxlanV6;
        if (isRemoteTunnel)
        {
            return new Route(known.Destination) { Device = device, Protocol = RouteProtocol.Felix };
        }

        return vtepOf(known.Node, family) is { } vtep ? Via(known, vtep.TunnelAddress, device) : null;
    }

    private static Route Via(ResolvedRoute known, IpAddress gateway, string device) =>
        new(known.Destination) { Gateway = gateway, Device = device, Protocol = RouteProtocol.Felix, OnLink = true };
}
