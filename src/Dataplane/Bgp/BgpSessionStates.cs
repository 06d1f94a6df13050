using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What the sessions of a cluster went through, whichever there are, with a clock that only <see cref="Advance"/> moves.</summary>
internal sealed record BgpSessionStates(BgpTimers Timers)
{
    private TimeSpan Now { get; init; }

    private ImmutableDictionary<(string Node, string Peer), BgpSessionState> States { get; init; } = ImmutableDictionary<(string Node, string Peer), BgpSessionState>.Empty;

    /// <summary>Whether nothing ever happened.</summary>
    public bool IsEmpty => States.IsEmpty;

    /// <summary>Whether a node counts what a peer told it.</summary>
    public bool HasRoutes(string node, string peer) => States.GetValueOrDefault((node, peer)).HasRoutes(Now);

    /// <summary>Lets time pass.</summary>
    public BgpSessionStates Advance(TimeSpan time) => this with { Now = Now + time };

    /// <summary>Something happens between pairs of speakers, as both ends notice.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="happened">What.</param>
    /// <param name="timersOf">The timers by which the second speaker waits for the first; null where they are the same for all.</param>
    public BgpSessionStates After(IEnumerable<(string One, string Other)> pairs, BgpEvent happened, Func<string, string, BgpTimers>? timersOf = null)
    {
        ImmutableDictionary<(string Node, string Peer), BgpSessionState>.Builder states = States.ToBuilder();
        foreach ((string node, string peer) in pairs.SelectMany(pair => new[] { pair, (One: pair.Other, Other: pair.One) }))
        {
            states[(node, peer)] = states.GetValueOrDefault((node, peer)).After(happened, Now, timersOf?.Invoke(peer, node) ?? Timers);
        }

        return this with { States = states.ToImmutable() };
    }

    /// <summary>The same, where only what happened to some sessions is remembered.</summary>
    public BgpSessionStates Where(Func<string, string, bool> isKept) =>
        this with { States = States.RemoveRange(States.Keys.Where(session => !isKept(session.Node, session.Peer))) };
}
