using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>
/// A BGPPeer with the nodes it is about. Its sessions are not listed: where thousands of nodes speak with one another there
/// are millions.
/// </summary>
internal sealed class Peering
{
    private readonly HashSet<string> _selected;
    private readonly HashSet<string> _others;

    /// <param name="peer">The resource.</param>
    /// <param name="selected">The nodes it is for.</param>
    /// <param name="others">The nodes that are their peers.</param>
    public Peering(BgpPeer peer, ImmutableArray<ClusterNode> selected, ImmutableArray<ClusterNode> others)
    {
        (Peer, Selected, Others) = (peer, selected, others);
        _selected = Names(selected);
        _others = Names(others);
    }

    public BgpPeer Peer { get; }

    /// <summary>The nodes it is for.</summary>
    public ImmutableArray<ClusterNode> Selected { get; }

    /// <summary>The nodes that are their peers; none where a router outside the cluster is.</summary>
    public ImmutableArray<ClusterNode> Others { get; }

    /// <summary>The address of the router outside the cluster that is the peer; null where nodes are.</summary>
    public IpAddress? Router => Peer.PeerSelector is null && Others.IsEmpty ? Peer.PeerIp : null;

    /// <summary>The nodes that it gives sessions to.</summary>
    public IEnumerable<string> Concerned => _selected.Concat(Peer.PeerSelector is null ? [] : _others.Where(name => !_selected.Contains(name)));

    /// <summary>
    /// How it stands among those that ask for a session at a node with an address, the strongest last: one that the other end
    /// asked for, one for this node, one for all nodes. Null where it asks for none.
    /// </summary>
    public int? RankAt(string node, string? other) =>
        _selected.Contains(node) && (other is null || _others.Contains(other)) ? Peer.Node is null ? 2 : 1
        : IsAutomaticAt(node, other) ? 0
        : null;

    /// <summary>Whom it makes a node speak with.</summary>
    public IEnumerable<ClusterNode> PeersOf(string node) =>
        (_selected.Contains(node) ? Others : []).Concat(Peer.PeerSelector is not null && _others.Contains(node) ? Selected : []);

    private bool IsAutomaticAt(string node, string? other) => other is not null && Peer.PeerSelector is not null && _others.Contains(node) && _selected.Contains(other);

    private static HashSet<string> Names(ImmutableArray<ClusterNode> nodes) => nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
}
