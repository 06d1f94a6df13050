using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What the router between the nodes learns: every block, and every address that is not with its block, by way of its node.</summary>
internal sealed class AnnouncedRoutes(ClusterNetwork cluster, DestinationTable table, ElevatedRoutes elevated, Underlay underlay)
{
    private readonly HashSet<IpPrefix> _quiet = [.. cluster.Pools.Where(pool => pool.DisableBgpExport).Select(pool => pool.Cidr)];

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All => Ordinary
        .Select(known => By(known.Node, known.Destination, RoutePriority.OfLearned(known.Destination)))
        .Concat(elevated.Announced.Select(pod => By(pod.Node, IpPrefix.Of(pod.Address), RoutePriority.Elevated)))
        .OfType<Route>();

    private IEnumerable<ResolvedRoute> Ordinary
    {
        get
        {
            RouteResolver resolver = new(table, PodNetwork.Router);
            return from entry in table.All
                   let known = resolver.Resolve(entry.Key)
                   where known is { PoolType: not PoolType.None }
                       && known.Types.HasFlag(RouteTypes.RemoteWorkload)
                       && !_quiet.Any(pool => pool.Covers(known.Destination))
                   select known;
        }
    }

    private Route? By(string node, IpPrefix destination, int metric) => table.Nodes.GetValueOrDefault(node)?.Address(destination.Family) is { } address
        ? new Route(destination) { Gateway = address.Address, Device = underlay.PortTowards(address), Protocol = RouteProtocol.Bird, Metric = metric }
        : null;
}
