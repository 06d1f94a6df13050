using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Doctor.Checks;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>What the nodes of a cluster need of one another in one family for the network to work.</summary>
internal sealed class PortNeeds
{
    private const ushort Typha = 5473;

    // How many other nodes each is tried with. Policies that tell so many nodes apart from all the others are not written.
    private const int Tried = 100;

    private readonly BgpSessions? _sessions;
    private readonly ImmutableArray<PortNeed> _needs;
    private readonly NodeEnd[] _nodes;

    /// <param name="cluster">The cluster.</param>
    /// <param name="family">The family.</param>
    /// <param name="example">The node whose tunnels count for all.</param>
    public PortNeeds(Examination cluster, IpFamily family, string example)
    {
        ClusterNetwork network = cluster.View.Cluster;
        _nodes = [.. from node in network.Nodes let address = node.Address(family) where address is not null select new NodeEnd(node.Name, $"node `{node.Name}`", address.Value.Address)];
        _sessions = NoWayForRoutes.NeedsBgp(cluster, family) ? new BgpSessions(network, family) : null;
        _needs =
        [
            .. (SnapshotNetwork.Of(cluster.Snapshot, cluster.View).Value?.Stack(example)?.Devices ?? []).Select(PortNeed.Of).OfType<PortNeed>().Where(need => need.Family == family),
            .. network.Services.Where(port => port.Name.Service == "calico-typha").Take(1).Select(_ => PortNeed.Tcp("Typha", Typha, family)),
        ];
    }

    /// <summary>What a node needs, and the others that it needs it with.</summary>
    public IEnumerable<(PortNeed Need, NodeEnd Own, NodeEnd[] Others)> Of(string name)
    {
        int place = Array.FindIndex(_nodes, node => node.Name == name);
        if (place < 0)
        {
            return [];
        }

        NodeEnd[] others = [.. Enumerable.Range(1, Math.Min(Tried, _nodes.Length - 1)).Select(step => _nodes[(place + step) % _nodes.Length])];
        return OfBgp(_nodes[place]).Concat(_needs.Select(need => (need, _nodes[place], others)));
    }

    private IEnumerable<(PortNeed Need, NodeEnd Own, NodeEnd[] Others)> OfBgp(NodeEnd own)
    {
        if (_sessions is not { } sessions || sessions.Speaker(own.Name) is not { } speaker)
        {
            return [];
        }

        IEnumerable<BgpSessionConfig> inside = sessions.PeersOf(speaker).Take(Tried).Select(peer => sessions.Between(speaker, peer)).OfType<BgpSessionConfig>();
        return from session in inside.Concat(sessions.Outward(own.Name))
               group session by session.Asked?.PeerPort ?? BgpPeer.UsualPort into port
               select (PortNeed.Tcp("BGP", port.Key, sessions.Family), own, port.Select(EndOf).ToArray());
    }

    private static NodeEnd EndOf(BgpSessionConfig session) =>
        new(session.Peer ?? "", session.Peer is { } peer ? $"node `{peer}`" : $"the router {session.PeerAddress}", session.PeerAddress);
}

/// <summary>A node, or the router, as the other end of a connection.</summary>
/// <param name="Name">The node's name; empty for the router.</param>
/// <param name="Text">The name as it is told.</param>
/// <param name="Address">Its address.</param>
internal readonly record struct NodeEnd(string Name, string Text, IpAddress Address);
