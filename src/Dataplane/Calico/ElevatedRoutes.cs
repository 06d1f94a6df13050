using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>
/// The routes to pods that take over the addresses of others. Only BGP tells of them, so that in pools whose routes BIRD does
/// not install packets go to the other pod until the block says who has the address.
/// </summary>
internal sealed class ElevatedRoutes
{
    public ElevatedRoutes(ClusterNetwork cluster, BirdExport export) => Announced =
    [
        .. from pod in cluster.Pods
           where pod.MigratesFrom is not null
           from address in pod.Addresses
           where export.Announces(pod.Node, IpPrefix.Of(address), PodWiring.MetricOf(pod))
           select (address, pod.Node),
    ];

    /// <summary>The addresses that are told of, and by which nodes.</summary>
    public ImmutableArray<(IpAddress Address, string Node)> Announced { get; }

    /// <summary>Those that a node installs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="resolver">What it makes of the datastore.</param>
    /// <param name="bird">What its BIRD makes of what it hears.</param>
    public IEnumerable<Route> On(string node, RouteResolver resolver, BirdRoutes bird) =>
        from announced in Announced
        where announced.Node != node
        let route = bird.Of(resolver.Announced(announced.Address, announced.Node), RoutePriority.Elevated)
        where route is not null
        select route with { Metric = RoutePriority.Elevated };
}
