namespace PolicyEngine.Dataplane.Bgp;

/// <summary>What happened to the peer of a session.</summary>
public enum BgpEvent
{
    /// <summary>Its speaker died, and its machine said so.</summary>
    Crash,

    /// <summary>Its speaker was stopped in good order.</summary>
    Shutdown,

    /// <summary>Nothing arrives from it any more.</summary>
    Silence,

    /// <summary>It is there and speaks.</summary>
    Recovery,
}

/// <summary>The timers of a session.</summary>
/// <param name="HoldTime">How long a session lives without a sign of life from the peer.</param>
/// <param name="RestartTime">How long the routes of a peer that died are kept; null where graceful restart was not agreed.</param>
public readonly record struct BgpTimers(TimeSpan HoldTime, TimeSpan? RestartTime)
{
    /// <summary>BIRD's own, with graceful restart as Calico agrees it.</summary>
    public static BgpTimers Default { get; } = new(TimeSpan.FromSeconds(240), TimeSpan.FromSeconds(120));
}

/// <summary>A session as one end has it: until when the routes count that the other end told.</summary>
/// <param name="RoutesUntil">When they are withdrawn; null while the peer is there.</param>
public readonly record struct BgpSessionState(TimeSpan? RoutesUntil)
{
    /// <summary>A session whose peer is there.</summary>
    public static BgpSessionState Established { get; }

    /// <summary>Whether the routes that the peer told count at a time.</summary>
    public bool HasRoutes(TimeSpan now) => RoutesUntil is not { } until || now < until;

    /// <summary>
    /// The session after something happened to the peer. Whoever stops in good order takes its routes back at once, and so does
    /// who dies without graceful restart; who falls silent is believed until the hold time ends, which graceful restart does not extend.
    /// </summary>
    public BgpSessionState After(BgpEvent happened, TimeSpan now, BgpTimers timers) => happened switch
    {
        BgpEvent.Recovery => Established,
        _ when RoutesUntil is not null => this,
        BgpEvent.Crash => new(now + (timers.RestartTime ?? TimeSpan.Zero)),
        BgpEvent.Silence => new(now + timers.HoldTime),
        _ => new(now),
    };
}
