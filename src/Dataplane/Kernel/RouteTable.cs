using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>The routes of a table.</summary>
public abstract class RouteTable
{
    /// <summary>All routes.</summary>
    public abstract IEnumerable<Route> All { get; }

    /// <summary>The route of the longest prefix that contains an address, of those the one with the lowest metric; null where none does.</summary>
    public abstract Route? Find(IpAddress destination);

    /// <summary>Whether a route may be added: its gateway must be on the link by another route, unless it says itself that it is.</summary>
    public bool Takes(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Gateway is not { } gateway || route.OnLink || (Find(gateway) is { Kind: RouteKind.Unicast, Gateway: null } link && link.Device == route.Device);
    }

    /// <summary>A table of routes one by one.</summary>
    public static RouteTable Of(IEnumerable<Route> routes) => new ListedRoutes(routes);
}
