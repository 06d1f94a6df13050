using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>
/// The routes to single pods of which BGP alone tells. Those of pods that take over the addresses of others: in pools whose routes
/// BIRD does not install packets go to the other pod until the block says who has the address. And those of pods in blocks that
/// their node has not claimed yet, or gives back.
/// </summary>
internal sealed class SingleRoutes
{
    public SingleRoutes(ClusterNetwork cluster, BirdExport export)
    {
        ClusterBlock[] unclaimed = [.. cluster.Blocks.Where(block => !block.IsConfirmed)];
        Announced =
        [
            .. from pod in cluster.Pods
               where pod.MigratesFrom is not null || unclaimed.Length > 0
               from address in pod.Addresses
               where pod.MigratesFrom is not null || Array.Exists(unclaimed, block => block.Node == pod.Node && block.Cidr.Contains(address))
               let metric = PodWiring.MetricOf(pod)
               where export.Announces(pod.Node, IpPrefix.Of(address), metric)
               select (address, pod.Node, metric),
        ];
    }

    /// <summary>The addresses that are told of, by which nodes, and with which metric.</summary>
    public ImmutableArray<(IpAddress Address, string Node, int Metric)> Announced { get; }

    /// <summary>Those that a node installs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="resolver">What it makes of the datastore.</param>
    /// <param name="bird">What its BIRD makes of what it hears.</param>
    public IEnumerable<Route> On(string node, RouteResolver resolver, BirdRoutes bird) =>
        from announced in Announced
        where announced.Node != node
        let route = bird.Of(resolver.Announced(announced.Address, announced.Node), announced.Metric)
        where route is not null
        select route with { Metric = announced.Metric };
}
