using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>The routes of a table.</summary>
public abstract class RouteTable
{
    /// <summary>All routes.</summary>
    public abstract IEnumerable<Route> All { get; }

    /// <summary>The route of the longest prefix that contains an address, of those the one with the lowest metric; null where none does.</summary>
    public abstract Route? Find(IpAddress destination);

    /// <summary>A table of routes one by one.</summary>
    public static RouteTable Of(IEnumerable<Route> routes) => new ListedRoutes(routes);
}
