using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>What a node's kernel and daemon hold of Flannel's making.</summary>
public sealed record FlannelState
{
    /// <summary>A node that holds nothing.</summary>
    public static FlannelState Empty { get; } = new();

    /// <summary>The routes, in order of destination.</summary>
    public ImmutableArray<Route> Routes =>
        [.. RouteTo.Values.OrderBy(route => route.Destination.First).ThenBy(route => route.Destination.Length)];

    /// <summary>The neighbours, by interface and address.</summary>
    public ImmutableArray<Neighbour> Neighbours =>
        [.. NeighbourAt.Values.OrderBy(neighbour => neighbour.Device, StringComparer.Ordinal).ThenBy(neighbour => neighbour.Address)];

    /// <summary>The forwarding entries, by interface and Ethernet address.</summary>
    public ImmutableArray<FdbEntry> FdbEntries =>
        [.. FdbEntryOf.Values.OrderBy(entry => entry.Device, StringComparer.Ordinal).ThenBy(entry => entry.Mac)];

    /// <summary>The daemon's own table, where it moves packets itself.</summary>
    public ProxyTable Proxy { get; init; } = ProxyTable.Empty;

    /// <summary>The WireGuard peers, in the order in which they were told last.</summary>
    public ImmutableArray<WireguardPeer> Peers { get; init; } = [];

    internal ImmutableDictionary<IpPrefix, Route> RouteTo { get; init; } = ImmutableDictionary<IpPrefix, Route>.Empty;

    internal ImmutableDictionary<(string Device, IpAddress Address), Neighbour> NeighbourAt { get; init; } =
        ImmutableDictionary<(string Device, IpAddress Address), Neighbour>.Empty;

    internal ImmutableDictionary<(string Device, MacAddress Mac), FdbEntry> FdbEntryOf { get; init; } =
        ImmutableDictionary<(string Device, MacAddress Mac), FdbEntry>.Empty;

    /// <summary>The routes that the daemon restores when they are lost, in the order in which it heard of them.</summary>
    internal ImmutableList<Route> Watched { get; init; } = [];

    /// <summary>The state after something else changed the routing table.</summary>
    public FlannelState WithoutRoute(IpPrefix destination) => this with { RouteTo = RouteTo.Remove(destination) };

    /// <summary>
    /// The state after the daemon looked after its routes, as that of host-gw and ipip does every ten seconds: what was lost is
    /// restored, and a route that took the place stays.
    /// </summary>
    public FlannelState Repair() => Watched.Aggregate(this, (state, route) =>
        state.RouteTo.ContainsKey(route.Destination) ? state : new RouteEntry(route).InstallIn(state));

    internal bool Holds(Route route) => RouteTo.GetValueOrDefault(route.Destination) == route;
}
