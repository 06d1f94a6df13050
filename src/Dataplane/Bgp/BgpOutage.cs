using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>The sessions of a cluster while speakers die, stop, fall silent and come back. An immutable value: every step returns the one after it.</summary>
public sealed class BgpOutage
{
    private readonly BgpSessions _sessions;
    private readonly BgpSessionStates _states;
    private readonly Lazy<BgpReach> _reach;

    private BgpOutage(BgpSessions sessions, BgpSessionStates states)
    {
        (_sessions, _states) = (sessions, states);
        _reach = new Lazy<BgpReach>(() => new BgpReach(sessions, states.HasRoutes));
    }

    /// <summary>The sessions of a cluster in which all speakers are there.</summary>
    public static BgpOutage None(ClusterNetwork cluster, IpFamily family, BgpTimers timers)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new(new BgpSessions(cluster, family), new BgpSessionStates(timers));
    }

    /// <summary>Whether a node counts the routes of another at this time.</summary>
    public bool Hears(string node, string origin) => _reach.Value.Hears(node, origin);

    /// <summary>Lets time pass.</summary>
    public BgpOutage Advance(TimeSpan time) => new(_sessions, _states.Advance(time));

    /// <summary>Something happens to a node's speaker, as all its peers notice.</summary>
    public BgpOutage After(string node, BgpEvent happened) =>
        new(_sessions, _states.After(_sessions.Of(node).Select(session => session.Peer).OfType<string>().Select(peer => (node, peer)), happened, TimersOf));

    /// <summary>Nothing passes between two sets of nodes any more, or again.</summary>
    public BgpOutage Between(IReadOnlyCollection<string> some, IReadOnlyCollection<string> others, BgpEvent happened)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentNullException.ThrowIfNull(others);
        return new(_sessions, _states.After(some.SelectMany(node => others.Select(other => (node, other))), happened, TimersOf));
    }

    /// <summary>The timers of a session: a speaker tells its peers how long its own restart may take.</summary>
    private BgpTimers TimersOf(string speaker, string peer) =>
        _states.Timers.RestartTime is not null && _sessions.Speaker(speaker) is { } node && _sessions.Speaker(peer) is { } other && _sessions.Between(node, other)?.Asked?.MaxRestartTime is { } told
            ? _states.Timers with { RestartTime = told }
            : _states.Timers;
}
