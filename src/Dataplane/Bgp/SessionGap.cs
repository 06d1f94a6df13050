using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>Why a node hears nothing of another's routes.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What would help.</param>
internal readonly record struct SessionGap(string Reason, string Remedy)
{
    private const string Connect = "turn the mesh of all nodes on, or create BGPPeers between the nodes or with a route reflector";

    /// <summary>What keeps two nodes from a session of their own.</summary>
    public static SessionGap Between(BgpSessions sessions, ClusterNode node, ClusterNode other) => (sessions.Between(node, other), sessions.Between(other, node)) switch
    {
        ({ } own, { } theirs) when (WrongAs(own, theirs) ?? WrongAs(theirs, own)) is { } wrong => new(wrong, "give each BGPPeer the AS number that the other node has"),
        ({ }, { }) when sessions.IdOf(node) == sessions.IdOf(other) =>
            new($"`{node.Name}` and `{other.Name}` both call themselves {sessions.IdOf(node)} in BGP, and refuse each other", "give one of them another IPv4 address, or an identifier (`CALICO_ROUTER_ID`)"),
        ({ }, { }) => new($"no BGP session of `{node.Name}` brings them", Connect),
        (null, { }) => new($"`{node.Name}` has no BGP session with `{other.Name}`, which waits for one", Connect),
        ({ }, null) => new($"`{other.Name}` has no BGP session with `{node.Name}`, which waits for one", Connect),
        _ => new("there is no BGP session between them, and none by others", Connect),
    };

    private static string? WrongAs(BgpSessionConfig own, BgpSessionConfig theirs) => own.PeerAs == theirs.LocalAs ? null
        : FormattableString.Invariant($"`{own.Node}` expects AS {own.PeerAs} of `{theirs.Node}`, which says it is of AS {theirs.LocalAs}");
}
