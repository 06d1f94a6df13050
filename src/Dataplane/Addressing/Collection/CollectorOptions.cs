namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>How eagerly addresses are collected.</summary>
public sealed record CollectorOptions
{
    private static readonly TimeSpan PeriodWithoutGrace = TimeSpan.FromMinutes(5);

    /// <summary>15 minutes of grace; nodes are left alone.</summary>
    public static CollectorOptions Default { get; } = new();

    /// <summary>
    /// How long an address must seem leaked, and a block be empty, before it is released. Zero keeps leaks on nodes that exist.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether nodes that are gone from the cluster are removed here as well, as with a datastore of Calico's own.</summary>
    public bool RemovesNodes { get; init; }

    /// <summary>The time from one scan to the next.</summary>
    public TimeSpan Period => Grace > TimeSpan.Zero ? Grace / 2 : PeriodWithoutGrace;
}
