using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>Routes one by one. Of routes with the same destination and metric the first one put stands, as the kernel refuses the second.</summary>
internal sealed class ListedRoutes : RouteTable
{
    private readonly PrefixTable<List<Route>> _routes = new();

    public ListedRoutes(IEnumerable<Route> routes)
    {
        foreach (Route route in routes)
        {
            if (!_routes.TryGet(route.Destination, out List<Route>? same))
            {
                _routes.Put(route.Destination, same = []);
            }

            int place = same.FindIndex(other => other.Metric >= route.Metric);
            if (place < 0)
            {
                same.Add(route);
            }
            else if (same[place].Metric > route.Metric)
            {
                same.Insert(place, route);
            }
        }
    }

    public override IEnumerable<Route> All => _routes.All.SelectMany(entry => entry.Value);

    public override Route? Find(IpAddress destination) => _routes.Longest(destination)?[0];
}
