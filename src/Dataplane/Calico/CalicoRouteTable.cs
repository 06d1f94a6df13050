using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>
/// The main table of a node: its own routes one by one, and those to the blocks of the cluster, which are made when they are
/// asked for: all nodes share what they are made of.
/// </summary>
internal sealed class CalicoRouteTable(RouteTable own, DestinationTable table, RouteResolver resolver, FelixRoutes felix, BirdRoutes bird) : RouteTable
{
    public override IEnumerable<Route> All => own.All.Concat(
        from entry in table.All
        let route = Make(entry.Key)
        where route is not null
        select route);

    public override Route? Find(IpAddress destination)
    {
        Route? best = own.Find(destination);
        List<KeyValuePair<IpPrefix, Destination>> path = [];
        table.CopyPath(IpPrefix.Of(destination), path);
        for (int place = path.Count - 1; place >= 0 && path[place].Key.Length > (best?.Destination.Length ?? -1); place--)
        {
            if (Make(path[place].Key) is { } route)
            {
                return route;
            }
        }

        return best;
    }

    private Route? Make(IpPrefix prefix) => resolver.Resolve(prefix) is { } known ? felix.Of(known) ?? bird.Of(known) : null;
}
