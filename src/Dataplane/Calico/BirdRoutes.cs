using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The kernel routes that a node's BIRD makes of what its peers tell it.</summary>
/// <param name="localNode">The node.</param>
/// <param name="programmed">Which routes BIRD installs.</param>
/// <param name="hears">Whether the routes of a node reach this one.</param>
/// <param name="way">The node's own route to another's address; null where it has none.</param>
internal sealed class BirdRoutes(string localNode, ClusterRoutes programmed, Func<string, IpFamily, bool> hears, Func<IpAddress, Route?> way)
{
    /// <summary>The route for a destination; null where BIRD installs none.</summary>
    public Route? Of(ResolvedRoute known)
    {
        bool isProgrammed = known.PoolType switch
        {
            PoolType.Ipip => programmed.HasFlag(ClusterRoutes.Ipip),
            PoolType.NoEncap => programmed.HasFlag(ClusterRoutes.NoEncap),
            _ => false,
        };
        if (!isProgrammed || (known.Types & (RouteTypes.LocalWorkload | RouteTypes.RemoteWorkload)) == RouteTypes.CidrInfo)
        {
            return null;
        }

        return known.Node == localNode ? Own(known) : hears(known.Node, known.Destination.Family) && known.NodeAddress is { } address ? Learned(known, address) : null;
    }

    /// <summary>Whether routes by way of a node are WireGuard's, as both ends speak it.</summary>
    public static bool LeavesToWireguard(bool isHere, bool isThere) => isHere && isThere;

    private static Route? Own(ResolvedRoute known) => known.IsLocalWorkload || known.Destination.Length == known.Destination.First.BitLength
        ? null
        : new Route(known.Destination) { Kind = RouteKind.Blackhole, Protocol = RouteProtocol.Bird };

    private Route? Learned(ResolvedRoute known, IpAddress node)
    {
        if (known.PoolType == PoolType.Ipip && !known.SameSubnet)
        {
            return new Route(known.Destination) { Gateway = node, Device = CalicoDevices.Ipip, Protocol = RouteProtocol.Bird, OnLink = true };
        }

        return way(node) is { Kind: RouteKind.Unicast } towards
            ? new Route(known.Destination) { Gateway = towards.Gateway ?? node, Device = towards.Device, Protocol = RouteProtocol.Bird }
            : null;
    }
}
