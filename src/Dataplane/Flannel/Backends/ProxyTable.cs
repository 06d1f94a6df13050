using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Where the daemon sends packets for a subnet.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Endpoint">The address of its node.</param>
/// <param name="Port">The UDP port of the daemon there.</param>
public sealed record ProxyRoute(IpPrefix Subnet, IpAddress Endpoint, int Port);

/// <summary>The daemon's own table, which is searched from the front: the first match counts, not the longest.</summary>
public sealed class ProxyTable
{
    private ProxyTable(ImmutableArray<ProxyRoute> routes) => Routes = routes;

    /// <summary>The lines from front to back.</summary>
    public ImmutableArray<ProxyRoute> Routes { get; }

    internal static ProxyTable Empty { get; } = new([]);

    /// <summary>Finds the line for an address and the table afterwards, where the line found changed places with the first.</summary>
    public (ProxyRoute? Route, ProxyTable Table) Find(IpAddress destination)
    {
        for (int at = 0; at < Routes.Length; at++)
        {
            if (Routes[at].Subnet.Contains(destination))
            {
                return (Routes[at], new(Routes.SetItem(at, Routes[0]).SetItem(0, Routes[at])));
            }
        }

        return (null, this);
    }

    internal ProxyTable With(ProxyRoute route)
    {
        int at = IndexOf(route.Subnet);
        return new(at < 0 ? Routes.Add(route) : Routes.SetItem(at, route));
    }

    /// <summary>The last line takes the place of the one removed.</summary>
    internal ProxyTable Without(IpPrefix subnet)
    {
        int at = IndexOf(subnet);
        return at < 0 ? this : new(Routes.SetItem(at, Routes[^1]).RemoveAt(Routes.Length - 1));
    }

    private int IndexOf(IpPrefix subnet)
    {
        for (int at = 0; at < Routes.Length; at++)
        {
            if (Routes[at].Subnet == subnet)
            {
                return at;
            }
        }

        return -1;
    }
}
