using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Something that a backend installs for another node's subnet.</summary>
public abstract record FlannelEntry
{
    private protected FlannelEntry()
    {
    }

    /// <summary>The state after it was installed, in place of what its kind and name then stand for.</summary>
    internal abstract FlannelState InstallIn(FlannelState state);

    /// <summary>The state after it was removed; the same if it is not there.</summary>
    internal abstract FlannelState RemoveFrom(FlannelState state);
}

/// <summary>A route; there is one for a destination.</summary>
/// <param name="Route">The route.</param>
public sealed record RouteEntry(Route Route) : FlannelEntry
{
    internal override FlannelState InstallIn(FlannelState state) => state with { RouteTo = state.RouteTo.SetItem(Route.Destination, Route) };

    internal override FlannelState RemoveFrom(FlannelState state) =>
        state.Holds(Route) ? state with { RouteTo = state.RouteTo.Remove(Route.Destination) } : state;
}

/// <summary>A neighbour; there is one for an address on an interface, and it is removed whatever Ethernet address it has.</summary>
/// <param name="Neighbour">The neighbour.</param>
public sealed record NeighbourEntry(Neighbour Neighbour) : FlannelEntry
{
    private (string Device, IpAddress Address) Name => (Neighbour.Device, Neighbour.Address);

    internal override FlannelState InstallIn(FlannelState state) => state with { NeighbourAt = state.NeighbourAt.SetItem(Name, Neighbour) };

    internal override FlannelState RemoveFrom(FlannelState state) => state with { NeighbourAt = state.NeighbourAt.Remove(Name) };
}

/// <summary>A forwarding entry; there is one for an Ethernet address on an interface.</summary>
/// <param name="Forwarding">The entry.</param>
public sealed record ForwardingEntry(FdbEntry Forwarding) : FlannelEntry
{
    private (string Device, MacAddress Mac) Name => (Forwarding.Device, Forwarding.Mac);

    internal override FlannelState InstallIn(FlannelState state) => state with { FdbEntryOf = state.FdbEntryOf.SetItem(Name, Forwarding) };

    internal override FlannelState RemoveFrom(FlannelState state) => state.FdbEntryOf.GetValueOrDefault(Name) == Forwarding
        ? state with { FdbEntryOf = state.FdbEntryOf.Remove(Name) }
        : state;
}

/// <summary>A line of the daemon's own table.</summary>
/// <param name="Route">The line.</param>
public sealed record ProxyEntry(ProxyRoute Route) : FlannelEntry
{
    internal override FlannelState InstallIn(FlannelState state) => state with { Proxy = state.Proxy.With(Route) };

    internal override FlannelState RemoveFrom(FlannelState state) => state with { Proxy = state.Proxy.Without(Route.Subnet) };
}

/// <summary>
/// A WireGuard peer; there is one for a key on an interface. An address is allowed to one peer of an interface only, and one
/// endpoint has one key.
/// </summary>
/// <param name="Peer">The peer.</param>
public sealed record PeerEntry(WireguardPeer Peer) : FlannelEntry
{
    internal override FlannelState InstallIn(FlannelState state) => state with
    {
        Peers =
        [
            .. state.Peers.Where(other => other.Device != Peer.Device || (other.PublicKey != Peer.PublicKey && other.Endpoint != Peer.Endpoint))
                .Select(other => other.Device == Peer.Device ? other with { AllowedIps = other.AllowedIps.RemoveRange(Peer.AllowedIps) } : other),
            Peer,
        ],
    };

    internal override FlannelState RemoveFrom(FlannelState state) =>
        state with { Peers = state.Peers.RemoveAll(other => other.Device == Peer.Device && other.PublicKey == Peer.PublicKey) };
}
