using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>Whom some nodes speak BGP with (Calico's <c>BGPPeer</c>).</summary>
/// <param name="Name">The name.</param>
public sealed record BgpPeer(string Name)
{
    /// <summary>The port of BGP.</summary>
    internal const ushort UsualPort = 179;

    /// <summary>The one node it is for; null where <see cref="NodeSelector"/> tells.</summary>
    public string? Node { get; init; }

    /// <summary>The nodes it is for; null where <see cref="Node"/> tells, and for all where neither does.</summary>
    public Selector? NodeSelector { get; init; }

    /// <summary>The peer's address; null where <see cref="PeerSelector"/> tells the peers.</summary>
    public IpAddress? PeerIp { get; init; }

    /// <summary>The port the peer listens on.</summary>
    public ushort PeerPort { get; init; } = UsualPort;

    /// <summary>The peer's AS number; null where it is that of a node.</summary>
    public uint? AsNumber { get; init; }

    /// <summary>The nodes that are the peers; null where <see cref="PeerIp"/> tells.</summary>
    public Selector? PeerSelector { get; init; }

    /// <summary>Whether routes keep their next hop towards a peer of another AS.</summary>
    public bool KeepOriginalNextHop { get; init; }

    /// <summary>Which next hop announced routes have.</summary>
    public NextHopMode NextHopMode { get; init; }

    /// <summary>The most hops that the peer's packets may have made; null where that is not checked.</summary>
    public byte? TtlSecurityHops { get; init; }

    /// <summary>How long routes of a peer that restarts are kept; null for BIRD's own time.</summary>
    public TimeSpan? MaxRestartTime { get; init; }

    /// <summary>The time between signs of life; null for BIRD's own.</summary>
    public TimeSpan? KeepaliveTime { get; init; }

    /// <summary>Which address sessions come from.</summary>
    public BgpSourceAddress SourceAddress { get; init; }

    /// <summary>The gateway that leads to the peer; null where no route of its own is needed.</summary>
    public IpAddress? ReachableBy { get; init; }

    /// <summary>The AS number the node gives itself towards the peer; null for its own.</summary>
    public uint? LocalAs { get; init; }

    /// <summary>How often the node's own AS number may be in the path of a route from the peer.</summary>
    public int NumAllowedLocalAsNumbers { get; init; }
}
