using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The kernel routes that a node's BIRD makes of what its peers tell it.</summary>
/// <param name="localNode">The node.</param>
/// <param name="programmed">Which routes BIRD installs.</param>
/// <param name="hears">Whether the routes of a node reach this one.</param>
/// <param name="encrypts">Whether WireGuard takes what goes to a node, as both it and this one speak it.</param>
/// <param name="way">The node's own route to another's address; null where it has none.</param>
internal sealed class BirdRoutes(string localNode, ClusterRoutes programmed, Func<string, IpFamily, bool> hears, Func<string, IpFamily, bool> encrypts, Func<IpAddress, Route?> way)
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

        IpFamily family = known.Destination.Family;
        return known.Node == localNode ? Own(known)
            : hears(known.Node, family) && !encrypts(known.Node, family) && known.NodeAddress is { } address ? Learned(known, address)
            : null;
    }

    private static Route? Own(ResolvedRoute known) => known.IsLocalWorkload || known.Destination.Length == known.Destination.First.BitLength
        ? null
        : new Route(known.Destination) { Kind = RouteKind.Blackhole, Protocol = RouteProtocol.Bird };

    private Route? Learned(ResolvedRoute known, IpAddress node)
    {
        int metric = RoutePriority.OfLearned(known.Destination);
        if (known.PoolType == PoolType.Ipip && !known.SameSubnet)
        {
            return new Route(known.Destination) { Gateway = node, Device = CalicoDevices.Ipip, Protocol = RouteProtocol.Bird, OnLink = true, Metric = metric };
        }

        return way(node) is { Kind: RouteKind.Unicast } towards
            ? new Route(known.Destination) { Gateway = towards.Gateway ?? node, Device = towards.Device, Protocol = RouteProtocol.Bird, Metric = metric }
            : null;
    }
}
