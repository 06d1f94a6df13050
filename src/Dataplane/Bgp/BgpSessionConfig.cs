using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>A session that a node is configured for.</summary>
/// <param name="Kind">Why it is.</param>
/// <param name="Node">The node.</param>
/// <param name="PeerAddress">The address it speaks to.</param>
/// <param name="PeerAs">The AS number it expects there.</param>
public sealed record BgpSessionConfig(BgpSessionKind Kind, string Node, IpAddress PeerAddress, uint PeerAs)
{
    /// <summary>Its name in BIRD's configuration.</summary>
    public string Name => $"{Kind}_{PeerAddress.ToString().Replace('.', '_').Replace(':', '_')}";

    /// <summary>The node that has the peer's address; null for a router of the network.</summary>
    public string? Peer { get; init; }

    /// <summary>Whether the node waits for the peer to connect.</summary>
    public bool IsPassive { get; init; }

    /// <summary>Whether the peer is of the node's own AS.</summary>
    public bool IsInternal => PeerAs == LocalAs;

    /// <summary>Whether the node passes on to this peer what it learned from any other, being its route reflector.</summary>
    public bool IsReflectorClient { get; init; }

    /// <summary>The AS number that the node gives itself.</summary>
    public uint LocalAs { get; init; }

    /// <summary>The most routers that may lie between the two, and one.</summary>
    internal int MostHops { get; init; } = byte.MaxValue;

    /// <summary>The resource that asks for it; null in the mesh.</summary>
    internal BgpPeer? Asked { get; init; }

    /// <summary>Whether the node tells this peer all that it knows, and not only its own routes and those of reflectors' clients.</summary>
    internal bool TellsAll => IsReflectorClient || !IsInternal;

    /// <summary>Whether the other end expects the AS number that this one has, and this one the other's.</summary>
    internal bool Meets(BgpSessionConfig other) => PeerAs == other.LocalAs && other.PeerAs == LocalAs;
}

/// <summary>Why a session is.</summary>
public enum BgpSessionKind
{
    /// <summary>All nodes speak with one another.</summary>
    Mesh,

    /// <summary>A BGPPeer of this node asks for it.</summary>
    Node,

    /// <summary>A BGPPeer of many nodes asks for it.</summary>
    Global,
}
