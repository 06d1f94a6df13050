using System.Collections.Concurrent;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>
/// Whose routes each node hears, once all sessions have said what they have to say. A route learned from a peer of the own AS
/// goes no further, but by a reflector: to all its peers where a client told it, to its clients where another peer did.
/// </summary>
/// <param name="sessions">The sessions that nodes are configured for.</param>
/// <param name="isUp">Whether the session between two nodes that both want it works.</param>
internal sealed class BgpReach(BgpSessions sessions, Func<string, string, bool>? isUp = null)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<BgpSessionConfig>> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HashSet<string>> _heard = new(StringComparer.Ordinal);
    private readonly bool _isPlainMesh = isUp is null && !sessions.HasPeers;
    private readonly Dictionary<string, ClusterNode> _speakers = sessions.Speakers.ToDictionary(node => node.Name, StringComparer.Ordinal);

    /// <summary>Whether a node hears the routes of another.</summary>
    public bool Hears(string node, string origin) => _isPlainMesh
        ? _speakers.TryGetValue(node, out ClusterNode? own) && _speakers.TryGetValue(origin, out ClusterNode? other) && sessions.IsInMesh(own) && sessions.IsInMesh(other)
        : _heard.GetOrAdd(node, HeardBy).Contains(origin);

    /// <summary>The sessions of a node that work: both ends want them.</summary>
    public IEnumerable<BgpSessionConfig> Working(string node) =>
        from session in SessionsOf(node)
        where session.Peer is { } peer && SessionsOf(peer).Any(other => other.Peer == node) && isUp?.Invoke(node, peer) != false
        select session;

    private IReadOnlyList<BgpSessionConfig> SessionsOf(string node) => _sessions.GetOrAdd(node, sessions.Of);

    /// <summary>Backwards along the sessions: who can tell the node, who can tell those, and so on.</summary>
    private HashSet<string> HeardBy(string node)
    {
        HashSet<string> origins = [];
        HashSet<(string Speaker, bool Everything)> visited = [];
        Queue<(string Speaker, bool Everything)> open = [];
        foreach (BgpSessionConfig session in Working(node))
        {
            Tell(session.Peer!, node);
        }

        while (open.TryDequeue(out (string Speaker, bool Everything) next))
        {
            foreach (BgpSessionConfig session in Working(next.Speaker).Where(session => next.Everything || session.IsReflectorClient || !session.IsInternal))
            {
                Tell(session.Peer!, next.Speaker);
            }
        }

        origins.Remove(node);
        return origins;

        // A speaker tells its own routes, what its clients told it, and its clients all that it knows.
        void Tell(string speaker, string listener)
        {
            origins.Add(speaker);
            bool everything = Working(speaker).Any(session => session.Peer == listener && (session.IsReflectorClient || !session.IsInternal));
            if (visited.Add((speaker, everything)))
            {
                open.Enqueue((speaker, everything));
            }
        }
    }
}
