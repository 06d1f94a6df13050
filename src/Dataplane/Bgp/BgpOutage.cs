using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>The sessions of a cluster while speakers die, stop, fall silent and come back. An immutable value: every step returns the one after it.</summary>
public sealed class BgpOutage
{
    private readonly BgpSessions _sessions;
    private readonly BgpTimers _timers;
    private readonly TimeSpan _now;
    private readonly ImmutableDictionary<(string Node, string Peer), BgpSessionState> _states;
    private readonly Lazy<BgpReach> _reach;

    private BgpOutage(BgpSessions sessions, BgpTimers timers, TimeSpan now, ImmutableDictionary<(string Node, string Peer), BgpSessionState> states)
    {
        (_sessions, _timers, _now, _states) = (sessions, timers, now, states);
        _reach = new Lazy<BgpReach>(() => new BgpReach(sessions, HasRoutes));
    }

    /// <summary>The sessions of a cluster in which all speakers are there.</summary>
    public static BgpOutage None(ClusterNetwork cluster, IpFamily family, BgpTimers timers)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new(new BgpSessions(cluster, family), timers, TimeSpan.Zero, ImmutableDictionary<(string, string), BgpSessionState>.Empty);
    }

    /// <summary>Whether a node counts the routes of another at this time.</summary>
    public bool Hears(string node, string origin) => _reach.Value.Hears(node, origin);

    /// <summary>Lets time pass.</summary>
    public BgpOutage Advance(TimeSpan time) => new(_sessions, _timers, _now + time, _states);

    /// <summary>Something happens to a node's speaker, as all its peers notice.</summary>
    public BgpOutage After(string node, BgpEvent happened) => Between(_sessions.Of(node).Select(session => session.Peer).OfType<string>().Select(peer => (node, peer)), happened);

    /// <summary>Nothing passes between two sets of nodes any more, or again.</summary>
    public BgpOutage Between(IReadOnlyCollection<string> some, IReadOnlyCollection<string> others, BgpEvent happened)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentNullException.ThrowIfNull(others);
        return Between(some.SelectMany(node => others.Select(other => (node, other))), happened);
    }

    private BgpOutage Between(IEnumerable<(string One, string Other)> pairs, BgpEvent happened)
    {
        ImmutableDictionary<(string Node, string Peer), BgpSessionState> states = _states;
        foreach ((string node, string peer) in pairs.SelectMany(pair => new[] { pair, (One: pair.Other, Other: pair.One) }))
        {
            states = states.SetItem((node, peer), states.GetValueOrDefault((node, peer)).After(happened, _now, TimersOf(peer, node)));
        }

        return new(_sessions, _timers, _now, states);
    }

    /// <summary>The timers of a session: a speaker tells its peers how long its own restart may take.</summary>
    private BgpTimers TimersOf(string speaker, string peer) =>
        _timers.RestartTime is not null && _sessions.Speaker(speaker) is { } node && _sessions.Speaker(peer) is { } other && _sessions.Between(node, other)?.Asked?.MaxRestartTime is { } told
            ? _timers with { RestartTime = told }
            : _timers;

    private bool HasRoutes(string node, string peer) => _states.GetValueOrDefault((node, peer)).HasRoutes(_now);
}
