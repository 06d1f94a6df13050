using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>The sessions that each node of a cluster is configured for in one family (confd's <c>bgp_processor</c>).</summary>
internal sealed class BgpSessions
{
    private readonly ClusterNetwork _cluster;
    private readonly IpFamily _family;
    private readonly Dictionary<string, ClusterNode> _nodes;
    private readonly Dictionary<IpAddress, ClusterNode> _byAddress = [];
    private readonly ILookup<string, BgpSessionConfig> _explicit;

    public BgpSessions(ClusterNetwork cluster, IpFamily family)
    {
        (_cluster, _family) = (cluster, family);
        _nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        foreach (ClusterNode node in Speakers)
        {
            _byAddress[AddressOf(node)!.Value] = node;
        }

        _explicit = cluster.BgpPeers.SelectMany(Configured).ToLookup(session => session.Node, StringComparer.Ordinal);
    }

    /// <summary>Whether any node is asked to speak with peers besides those of the mesh.</summary>
    public bool HasPeers => _explicit.Count > 0;

    /// <summary>The nodes that have an address to speak from.</summary>
    public IEnumerable<ClusterNode> Speakers => _cluster.Nodes.Where(node => AddressOf(node) is not null);

    /// <summary>The sessions of a node, by the peer's address.</summary>
    public IReadOnlyList<BgpSessionConfig> Of(string name)
    {
        if (!_nodes.TryGetValue(name, out ClusterNode? node) || AddressOf(node) is not { } own)
        {
            return [];
        }

        SortedDictionary<IpAddress, BgpSessionConfig> sessions = [];
        foreach (BgpSessionConfig session in Mesh(node, own).Concat(_explicit[name].OrderBy(session => session.IsAutomatic ? 0 : session.IsGlobal ? 2 : 1)))
        {
            // An explicit peer stands before one that another asked for, and one for all nodes before one for this node.
            sessions[session.PeerAddress] = session;
        }

        return [.. sessions.Values];
    }

    /// <summary>Whether a node takes part in the mesh of all nodes.</summary>
    public bool IsInMesh(ClusterNode node) => _cluster.Bgp.NodeToNodeMeshEnabled && node.RouteReflectorClusterId is null && AddressOf(node) is not null;

    private IEnumerable<BgpSessionConfig> Mesh(ClusterNode node, IpAddress own)
    {
        if (!IsInMesh(node))
        {
            return [];
        }

        return from peer in Speakers
               where peer.Name != node.Name && peer.RouteReflectorClusterId is null
               let address = AddressOf(peer)!.Value
               select new BgpSessionConfig($"Mesh_{address.ToString().Replace('.', '_').Replace(':', '_')}", node.Name, address, AsOf(peer))
               {
                   Peer = peer.Name,
                   IsPassive = string.CompareOrdinal(address.ToString(), own.ToString()) > 0,
                   IsInternal = AsOf(peer) == AsOf(node),
               };
    }

    private IEnumerable<BgpSessionConfig> Configured(BgpPeer peer)
    {
        bool isGlobal = peer.Node is null;
        ClusterNode[] selected = [.. Speakers.Where(node => peer.Node is { } name ? node.Name == name : peer.NodeSelector?.Matches(node.Labels) != false)];
        if (peer.PeerSelector is not { } selector)
        {
            return peer.PeerIp is { } address && address.Family == _family
                ? selected.Where(node => AddressOf(node) != address).Select(node => Session(peer, node, address, peer.AsNumber ?? _cluster.Bgp.AsNumber, isGlobal, isAutomatic: false))
                : [];
        }

        ClusterNode[] peers = [.. Speakers.Where(node => selector.Matches(node.Labels))];
        return from node in selected
               from other in peers
               where node.Name != other.Name
               from session in new[]
               {
                   Session(peer, node, AddressOf(other)!.Value, AsOf(other), isGlobal, isAutomatic: false),
                   Session(peer, other, AddressOf(node)!.Value, AsOf(node), isGlobal, isAutomatic: true),
               }
               select session;
    }

    private BgpSessionConfig Session(BgpPeer peer, ClusterNode node, IpAddress address, uint peerAs, bool isGlobal, bool isAutomatic)
    {
        ClusterNode? other = _byAddress.GetValueOrDefault(address);
        bool isInternal = peerAs == AsOf(node);
        return new BgpSessionConfig($"{(isGlobal ? "Global" : "Node")}_{address.ToString().Replace('.', '_').Replace(':', '_')}", node.Name, address, peerAs)
        {
            Peer = other?.Name,
            IsInternal = isInternal,
            IsReflectorClient = isInternal && node.RouteReflectorClusterId is { } own && other?.RouteReflectorClusterId != own,
            IsGlobal = isGlobal,
            IsAutomatic = isAutomatic,
        };
    }

    private uint AsOf(ClusterNode node) => node.AsNumber ?? _cluster.Bgp.AsNumber;

    private IpAddress? AddressOf(ClusterNode node) => node.Address(_family)?.Address;
}
