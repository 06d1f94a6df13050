using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>Who knows whose routes in a cluster, in both families.</summary>
internal sealed class ClusterBgp
{
    private readonly Lazy<BgpSessions> _sessions;
    private readonly Lazy<BgpSessions> _sessionsV6;
    private readonly Lazy<BgpReach> _reach;
    private readonly Lazy<BgpReach> _reachV6;
    private readonly Lazy<OutwardBgp> _outward;
    private readonly Lazy<OutwardBgp> _outwardV6;

    /// <param name="cluster">The cluster.</param>
    /// <param name="isUp">Whether the session between two nodes that both want it works; null where all do.</param>
    public ClusterBgp(ClusterNetwork cluster, Func<string, string, bool>? isUp)
    {
        _sessions = new(() => new BgpSessions(cluster, IpFamily.V4));
        _sessionsV6 = new(() => new BgpSessions(cluster, IpFamily.V6));
        Export = new BirdExport(cluster);
        _reach = new(() => new BgpReach(_sessions.Value, isUp));
        _reachV6 = new(() => new BgpReach(_sessionsV6.Value, isUp));
        _outward = new(() => new OutwardBgp(cluster, _sessions.Value, Export, (node, origin) => Hears(node, origin, IpFamily.V4)));
        _outwardV6 = new(() => new OutwardBgp(cluster, _sessionsV6.Value, Export, (node, origin) => Hears(node, origin, IpFamily.V6)));
    }

    /// <summary>What nodes announce.</summary>
    public BirdExport Export { get; }

    /// <summary>Whether a node counts the routes of another.</summary>
    public bool Hears(string node, string origin, IpFamily family) =>
        (family == IpFamily.V4 ? _reach : _reachV6).Value.Hears(node, origin);

    /// <summary>Why a node hears nothing of another's routes; null where it hears them.</summary>
    public SessionGap? WhyDeaf(ClusterNode node, ClusterNode origin, IpFamily family) =>
        Hears(node.Name, origin.Name, family) ? null : SessionGap.Between((family == IpFamily.V4 ? _sessions : _sessionsV6).Value, node, origin);

    /// <summary>A node's routes to peers that it reaches by gateways of their own.</summary>
    public IEnumerable<Route> RoutesToPeers(string node) =>
        from session in _sessions.Value.Outward(node).Concat(_sessionsV6.Value.Outward(node))
        let gateway = session.Asked?.ReachableBy
        where gateway is not null
        select new Route(IpPrefix.Of(session.PeerAddress)) { Gateway = gateway, Protocol = RouteProtocol.Bird };

    /// <summary>What the router between the nodes is told.</summary>
    public OutwardBgp Outward(IpFamily family) => (family == IpFamily.V4 ? _outward : _outwardV6).Value;
}
