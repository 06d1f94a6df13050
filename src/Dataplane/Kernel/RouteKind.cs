namespace PolicyEngine.Dataplane.Kernel;

/// <summary>What a route does with what it matches.</summary>
public enum RouteKind
{
    /// <summary>Sends it on.</summary>
    Unicast,

    /// <summary>Delivers it to this very stack.</summary>
    Local,

    /// <summary>Drops it without a word.</summary>
    Blackhole,

    /// <summary>Drops it and tells the sender that the host cannot be reached.</summary>
    Unreachable,

    /// <summary>Drops it and tells the sender that this is prohibited.</summary>
    Prohibit,

    /// <summary>Ends the lookup in this table, so that the next rule's table is asked.</summary>
    Throw,
}
