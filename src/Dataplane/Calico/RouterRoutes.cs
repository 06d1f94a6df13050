using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What the router between the nodes learns by BGP: blocks, addresses that are not with their blocks, and those of Services.</summary>
internal sealed class RouterRoutes(DestinationTable table, SingleRoutes single, ClusterBgp bgp, Underlay underlay)
{
    public IEnumerable<Route> All => OfPods().Concat(OfSinglePods()).Concat(OfServices()).Select(route => route with { Protocol = RouteProtocol.Bird });

    private IEnumerable<Route> OfPods()
    {
        RouteResolver resolver = new(table, Walk.PodNetwork.Router);
        return from entry in table.All
               where entry.Value.BlockNode is not null
               let known = resolver.Resolve(entry.Key)
               where known is not null && known.Types.HasFlag(RouteTypes.RemoteWorkload)
               let hop = bgp.Outward(known.Destination.Family).NextHop(known.Destination, known.Node)
               where hop is not null
               from route in underlay.RoutesVia(hop, [known.Destination])
               select route with { Metric = RoutePriority.OfLearned(known.Destination) };
    }

    private IEnumerable<Route> OfSinglePods() =>
        from pod in single.Announced
        let destination = IpPrefix.Of(pod.Address)
        let hop = bgp.Outward(destination.Family).NextHop(destination, pod.Node, pod.Metric)
        where hop is not null
        from route in underlay.RoutesVia(hop, [destination])
        select route with { Metric = pod.Metric };

    private IEnumerable<Route> OfServices() =>
        from family in Families.Both
        from told in bgp.Outward(family).ToldOfServices()
        from route in underlay.RoutesVia(told.Node, [told.Destination])
        select route;
}
