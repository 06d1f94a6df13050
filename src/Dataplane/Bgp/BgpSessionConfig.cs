using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>A session that a node is configured for.</summary>
/// <param name="Name">Its name in BIRD's configuration.</param>
/// <param name="Node">The node.</param>
/// <param name="PeerAddress">The address it speaks to.</param>
/// <param name="PeerAs">The AS number it expects there.</param>
public sealed record BgpSessionConfig(string Name, string Node, IpAddress PeerAddress, uint PeerAs)
{
    /// <summary>The node that has the peer's address; null for a router of the network.</summary>
    public string? Peer { get; init; }

    /// <summary>Whether the node waits for the peer to connect.</summary>
    public bool IsPassive { get; init; }

    /// <summary>Whether the peer is of the node's own AS.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whether the node passes on to this peer what it learned from any other, being its route reflector.</summary>
    public bool IsReflectorClient { get; init; }

    /// <summary>Whether it exists only because the peer asked for the session.</summary>
    internal bool IsAutomatic { get; init; }

    /// <summary>Whether the peer was asked for on behalf of all nodes.</summary>
    internal bool IsGlobal { get; init; }
}
