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
    private readonly ConcurrentDictionary<string, HashSet<string>> _heard = new(StringComparer.Ordinal);
    private readonly bool _isPlainMesh = isUp is null && sessions is { IsMeshAlone: true, HasClashes: false };

    /// <summary>Whether a node hears the routes of another.</summary>
    public bool Hears(string node, string origin) => _isPlainMesh
        ? sessions.IsInMesh(node) && sessions.IsInMesh(origin)
        : _heard.GetOrAdd(node, HeardBy).Contains(origin);

    /// <summary>Backwards along the sessions: who can tell the node, who can tell those, and so on, until all that speak are found.</summary>
    private HashSet<string> HeardBy(string name)
    {
        HashSet<string> origins = new(StringComparer.Ordinal);
        if (sessions.Speaker(name) is not { } listener)
        {
            return origins;
        }

        // A speaker tells its own routes, what its clients told it, and its clients all that it knows.
        HashSet<(string Speaker, bool Everything)> visited = [(name, true)];
        Queue<(ClusterNode Speaker, bool Everything)> open = new([(listener, true)]);
        while (open.TryDequeue(out (ClusterNode Speaker, bool Everything) next) && origins.Count < sessions.Connected - 1)
        {
            foreach ((ClusterNode teller, bool everything) in TellersOf(next.Speaker, next.Everything, listener))
            {
                if (teller != listener)
                {
                    origins.Add(teller.Name);
                }

                if (visited.Add((teller.Name, everything)))
                {
                    open.Enqueue((teller, everything));
                }
            }
        }

        return origins;
    }

    /// <summary>Who tells a speaker what it tells on, and whether they tell it all they know.</summary>
    private IEnumerable<(ClusterNode Teller, bool Everything)> TellersOf(ClusterNode speaker, bool everything, ClusterNode listener) =>
        from peer in everything || speaker.RouteReflectorClusterId is not null || !sessions.IsOneAs ? sessions.PeersOf(speaker) : []
        let session = sessions.Working(speaker, peer)
        where session is not null
            && (everything || session.Value.Own.TellsAll)
            && isUp?.Invoke(speaker.Name, peer.Name) != false
            && !IsRefused(session.Value.Own, peer, listener)
        select (peer, session.Value.Theirs.TellsAll);

    /// <summary>A route that was in the listener's AS, left it and came back is refused.</summary>
    private bool IsRefused(BgpSessionConfig session, ClusterNode peer, ClusterNode listener) =>
        !session.IsInternal && sessions.AsOf(peer) == sessions.AsOf(listener) && !sessions.TakesOwnAs(listener);
}
