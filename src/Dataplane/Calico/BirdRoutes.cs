using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The kernel routes that a node's BIRD makes of what its peers tell it.</summary>
/// <param name="localNode">The node.</param>
/// <param name="rules">What it does with the routes of each pool.</param>
/// <param name="originates">Whether a node has a block as its own.</param>
/// <param name="tells">Whether a route of a node reaches this one.</param>
/// <param name="encrypts">Whether WireGuard takes what goes to a node, as both it and this one speak it.</param>
/// <param name="way">The node's own route to another's address; null where it has none.</param>
internal sealed class BirdRoutes(string localNode, ImmutableArray<BirdKernelRule> rules, Func<string, IpPrefix, bool> originates, Func<string, IpPrefix, int, bool> tells, Func<string, IpFamily, bool> encrypts, Func<IpAddress, Route?> way)
{
    /// <summary>The route for a destination; null where BIRD installs none.</summary>
    /// <param name="known">What is known of the destination.</param>
    /// <param name="metric">The metric that its node's route has.</param>
    public Route? Of(ResolvedRoute known, int metric = RoutePriority.Normal)
    {
        BirdKernelRule? rule = rules.FirstOrDefault(rule => rule.Pool.Covers(known.Destination));
        if (rule is { IsInstalled: false } || (known.Types & (RouteTypes.LocalWorkload | RouteTypes.RemoteWorkload)) == RouteTypes.CidrInfo)
        {
            return null;
        }

        return known.Node == localNode ? Own(known)
            : known.NodeAddress is { } address && tells(known.Node, known.Destination, metric) && !encrypts(known.Node, known.Destination.Family) ? Learned(known.Destination, address, rule)
            : null;
    }

    private Route? Own(ResolvedRoute known) => known.IsLocalWorkload || !originates(localNode, known.Destination) || known.Destination.Length == known.Destination.First.BitLength
        ? null
        : new Route(known.Destination) { Kind = RouteKind.Blackhole, Protocol = RouteProtocol.Bird };

    private Route? Learned(IpPrefix destination, IpAddress node, BirdKernelRule? rule)
    {
        int metric = RoutePriority.OfLearned(destination);
        if (rule?.Tunnel is { } tunnel && rule.UnlessNextHopIn?.Contains(node) != true)
        {
            return new Route(destination) { Gateway = node, Device = tunnel, Protocol = RouteProtocol.Bird, OnLink = true, Metric = metric };
        }

        return way(node) is { Kind: RouteKind.Unicast } towards
            ? new Route(destination) { Gateway = towards.Gateway ?? node, Device = towards.Device, Protocol = RouteProtocol.Bird, Metric = metric }
            : null;
    }
}
