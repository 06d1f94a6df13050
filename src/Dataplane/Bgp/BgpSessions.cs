using System.Collections.Immutable;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>The sessions that each node of a cluster is configured for in one family (confd's <c>bgp_processor</c>).</summary>
internal sealed class BgpSessions
{
    private readonly BgpConfiguration _bgp;
    private readonly Dictionary<string, ClusterNode> _speakers = new(StringComparer.Ordinal);
    private readonly Dictionary<IpAddress, ClusterNode> _byAddress = [];
    private readonly Dictionary<string, IpAddress> _ids = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ClusterNode> _mesh;
    private readonly ImmutableArray<Peering> _peerings;
    private readonly ILookup<string, Peering> _peeringsOf;

    public BgpSessions(ClusterNetwork cluster, IpFamily family)
    {
        (_bgp, Family) = (cluster.Bgp, family);
        foreach (ClusterNode node in cluster.Nodes.Where(node => node.Address(family) is not null))
        {
            _speakers[node.Name] = node;
            _byAddress[AddressOf(node)] = node;
            _ids[node.Name] = RouterId.Of(node);
        }

        _mesh = _bgp.NodeToNodeMeshEnabled ? [.. _speakers.Values.Where(node => node.RouteReflectorClusterId is null)] : [];
        _peerings = [.. cluster.BgpPeers.Select(PeeringOf).OfType<Peering>()];
        _peeringsOf = _peerings.SelectMany(peering => peering.Concerned.Select(name => (name, peering))).ToLookup(pair => pair.name, pair => pair.peering, StringComparer.Ordinal);
        IsMeshAlone = _peerings.All(peering => peering.Router is not null);
        IsOneAs = _speakers.Values.DistinctBy(AsOf).Count() < 2 && _peerings.All(peering => peering.Peer.LocalAs is null);
        HasClashes = _ids.Values.Distinct().Count() < _ids.Count;
        Connected = _speakers.Keys.Count(name => IsInMesh(name) || _peeringsOf.Contains(name));
    }

    /// <summary>The family of the addresses that the sessions are between.</summary>
    public IpFamily Family { get; }

    /// <summary>Whether nodes speak with one another in the mesh of all nodes and not otherwise.</summary>
    public bool IsMeshAlone { get; }

    /// <summary>Whether all nodes are of one AS.</summary>
    public bool IsOneAs { get; }

    /// <summary>Whether two nodes have one identifier, so that they refuse each other.</summary>
    public bool HasClashes { get; }

    /// <summary>How many nodes have any session at all, or may have.</summary>
    public int Connected { get; }

    /// <summary>The nodes that have an address to speak from.</summary>
    public IEnumerable<ClusterNode> Speakers => _speakers.Values;

    /// <summary>The node of a name; null where it has no address to speak from.</summary>
    public ClusterNode? Speaker(string name) => _speakers.GetValueOrDefault(name);

    /// <summary>Whether a node takes part in the mesh of all nodes.</summary>
    public bool IsInMesh(string name) => _bgp.NodeToNodeMeshEnabled && _speakers.TryGetValue(name, out ClusterNode? node) && node.RouteReflectorClusterId is null;

    /// <summary>The sessions of a node, by the peer's address.</summary>
    public IReadOnlyList<BgpSessionConfig> Of(string name) => Speaker(name) is { } node
        ? [.. PeersOf(node).Select(peer => Between(node, peer)).OfType<BgpSessionConfig>().Concat(Outward(name)).DistinctBy(session => session.PeerAddress).OrderBy(session => session.PeerAddress)]
        : [];

    /// <summary>The sessions of a node with routers outside the cluster.</summary>
    public IEnumerable<BgpSessionConfig> Outward(string name) =>
        from peering in _peeringsOf[name]
        where peering.Router is not null
        group peering by peering.Router!.Value into same
        let strongest = same.OrderBy(peering => peering.RankAt(name, null)).Last()
        select Session(strongest, _speakers[name], null, same.Key);

    /// <summary>The nodes that a node may speak with.</summary>
    public IEnumerable<ClusterNode> PeersOf(ClusterNode node)
    {
        IEnumerable<ClusterNode> asked = _peeringsOf[node.Name].SelectMany(peering => peering.PeersOf(node.Name));
        return (IsInMesh(node.Name) ? _mesh.Concat(asked) : asked).Where(peer => peer.Name != node.Name).DistinctBy(peer => peer.Name, StringComparer.Ordinal);
    }

    /// <summary>The nodes whose addresses BGPPeers of a node have.</summary>
    public IEnumerable<ClusterNode> AskedByAddress(ClusterNode node) => _peeringsOf[node.Name]
        .Where(peering => peering.Peer.PeerSelector is null)
        .SelectMany(peering => peering.PeersOf(node.Name))
        .Where(peer => peer.Name != node.Name)
        .DistinctBy(peer => peer.Name, StringComparer.Ordinal);

    /// <summary>The session that a node is configured for with another; null where it is for none.</summary>
    public BgpSessionConfig? Between(ClusterNode node, ClusterNode other)
    {
        (Peering? strongest, int most) = (null, -1);
        foreach (Peering peering in _peeringsOf[node.Name])
        {
            if (peering.RankAt(node.Name, other.Name) is { } rank && rank >= most)
            {
                (strongest, most) = (peering, rank);
            }
        }

        return strongest is not null ? Session(strongest, node, other, AddressOf(other))
            : IsInMesh(node.Name) && IsInMesh(other.Name) ? InMesh(node, other)
            : null;
    }

    /// <summary>The session of two nodes as each of them has it; null where one does not want it, or they do not agree on who they are.</summary>
    public (BgpSessionConfig Own, BgpSessionConfig Theirs)? Working(ClusterNode node, ClusterNode other) =>
        Between(node, other) is { } own && Between(other, node) is { } theirs && own.Meets(theirs) && _ids[node.Name] != _ids[other.Name] && Math.Min(own.MostHops, theirs.MostHops) >= (IsOnLink(node, other) ? 1 : 2)
            ? (own, theirs)
            : null;

    /// <summary>Whether another node's address is in the subnet of one.</summary>
    public bool IsOnLink(ClusterNode node, ClusterNode other) => node.Address(Family)!.Value.Subnet.Contains(AddressOf(other));

    /// <summary>Whether a node takes routes that went through its own AS before.</summary>
    public bool TakesOwnAs(ClusterNode node) => _peeringsOf[node.Name].Any(peering => peering.Peer.NumAllowedLocalAsNumbers > 0);

    /// <summary>The identifier of a node that speaks (RFC 4271).</summary>
    public IpAddress IdOf(ClusterNode node) => _ids[node.Name];

    /// <summary>The AS of a node.</summary>
    public uint AsOf(ClusterNode node) => node.AsNumber ?? _bgp.AsNumber;

    private Peering? PeeringOf(BgpPeer peer)
    {
        ImmutableArray<ClusterNode> selected = peer.Node is { } name ? Speaker(name) is { } only ? [only] : []
            : [.. _speakers.Values.Where(node => peer.NodeSelector?.Matches(node.Labels) != false)];
        return peer.PeerSelector is { } selector ? new Peering(peer, selected, [.. _speakers.Values.Where(node => selector.Matches(node.Labels))])
            : peer.PeerIp is { } address && address.Family == Family ? new Peering(peer, selected, _byAddress.TryGetValue(address, out ClusterNode? other) ? [other] : [])
            : null;
    }

    private BgpSessionConfig InMesh(ClusterNode node, ClusterNode other) => new(BgpSessionKind.Mesh, node.Name, AddressOf(other), AsOf(other))
    {
        Peer = other.Name,
        LocalAs = AsOf(node),
        IsPassive = string.CompareOrdinal(AddressOf(other).ToString(), AddressOf(node).ToString()) > 0,
    };

    private BgpSessionConfig Session(Peering peering, ClusterNode node, ClusterNode? other, IpAddress address)
    {
        BgpPeer peer = peering.Peer;
        bool isAutomatic = peering.RankAt(node.Name, other?.Name) == 0;
        uint localAs = (isAutomatic ? null : peer.LocalAs) ?? AsOf(node);
        uint peerAs = peer.PeerSelector is null ? peer.AsNumber ?? _bgp.AsNumber : (isAutomatic ? peer.LocalAs : null) ?? AsOf(other!);
        return new BgpSessionConfig(peer.Node is null ? BgpSessionKind.Global : BgpSessionKind.Node, node.Name, address, peerAs)
        {
            Peer = other?.Name,
            LocalAs = localAs,
            IsReflectorClient = peerAs == localAs && node.RouteReflectorClusterId is { } own && other?.RouteReflectorClusterId != own,
            MostHops = peer.TtlSecurityHops ?? byte.MaxValue,
            Asked = peer,
        };
    }

    private IpAddress AddressOf(ClusterNode node) => node.Address(Family)!.Value.Address;
}
