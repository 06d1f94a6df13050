using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What the nodes of a cluster tell the router between them in one family: those whose BGPPeers have addresses that are no node's.</summary>
internal sealed class OutwardBgp
{
    private readonly BirdExport _export;
    private readonly BgpSessions _sessions;
    private readonly Func<string, string, bool> _hears;
    private readonly Dictionary<string, ClusterNode> _tellers;
    private readonly (ClusterNode Node, BgpSessionConfig Session)[] _relays;

    /// <param name="cluster">The cluster.</param>
    /// <param name="sessions">The sessions of its nodes.</param>
    /// <param name="export">What nodes announce.</param>
    /// <param name="hears">Whether a node counts the routes of another.</param>
    public OutwardBgp(ClusterNetwork cluster, BgpSessions sessions, BirdExport export, Func<string, string, bool> hears)
    {
        (_sessions, _export, _hears) = (sessions, export, hears);
        _tellers = sessions.Speakers
            .Where(node => cluster.IsRouterPeered || sessions.Outward(node.Name).Any())
            .ToDictionary(node => node.Name, StringComparer.Ordinal);
        _relays =
        [
            .. from node in _tellers.Values.OrderBy(node => node.Name, StringComparer.Ordinal)
               let session = sessions.Outward(node.Name).FirstOrDefault(session => session.TellsAll)
               where session is not null
               select (node, session),
        ];
    }

    /// <summary>Whether any node speaks with the router.</summary>
    public bool HasPeers => _tellers.Count > 0;

    /// <summary>What the router hears of Services, and the node to which it sends packets for each: that of the first originator, by name, that it hears of.</summary>
    public IEnumerable<(IpPrefix Destination, ClusterNode Node)> ToldOfServices() =>
        from destination in HasPeers ? _export.Services.Destinations : []
        where destination.Family == _sessions.Family
        let node = _export.Services.OriginatorsOf(destination).Select(origin => NextHop(destination, origin)).FirstOrDefault(hop => hop is not null)
        where node is not null
        select (destination, node);

    /// <summary>The node to which the router sends packets for a destination; null where it was not told.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="owner">The node that has it.</param>
    /// <param name="metric">The metric that its route has there.</param>
    public ClusterNode? NextHop(IpPrefix destination, string owner, int metric = RoutePriority.Normal)
    {
        if (_sessions.Speaker(owner) is not { } holder || !_export.Announces(owner, destination, metric))
        {
            return null;
        }

        return _tellers.ContainsKey(owner) ? holder : Relayed(destination, holder, metric);
    }

    /// <summary>A relay passes on what it heard of others, but its own route instead where it has one.</summary>
    private ClusterNode? Relayed(IpPrefix destination, ClusterNode holder, int metric)
    {
        foreach ((ClusterNode relay, BgpSessionConfig session) in _relays)
        {
            if (_hears(relay.Name, holder.Name) && _export.Announces(relay.Name, destination, metric))
            {
                return !_export.Services.Originates(relay.Name, destination) && KeepsNextHop(session, relay, holder) ? holder : relay;
            }
        }

        return null;
    }

    /// <summary>By itself BIRD puts itself in where the peer is of another AS and the next hop is not on a link that both share.</summary>
    private bool KeepsNextHop(BgpSessionConfig session, ClusterNode relay, ClusterNode holder) => session.Asked switch
    {
        { NextHopMode: NextHopMode.Keep } => true,
        { NextHopMode: NextHopMode.Self } => false,
        { KeepOriginalNextHop: true } => true,
        _ => session.IsInternal || _sessions.IsOnLink(relay, holder),
    };
}
