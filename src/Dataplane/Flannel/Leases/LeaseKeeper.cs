namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>How a daemon keeps its lease: it renews some time before the end, and ends itself when the lease is gone.</summary>
public sealed record LeaseKeeper
{
    /// <summary>How long before the end a lease is renewed unless told otherwise.</summary>
    public static readonly TimeSpan DefaultMargin = TimeSpan.FromMinutes(60);

    /// <summary>How long after a failed renewal the next is tried.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private LeaseKeeper(FlannelLease lease, TimeSpan margin)
    {
        Lease = lease;
        Margin = margin;
        DueAt = lease.Expires - margin;
    }

    /// <summary>The lease as last renewed.</summary>
    public FlannelLease Lease { get; private init; }

    /// <summary>How long before the end it is renewed.</summary>
    public TimeSpan Margin { get; }

    /// <summary>When it is renewed next; null for a reservation.</summary>
    public TimeSpan? DueAt { get; private init; }

    /// <summary>Whether the lease was taken away, which ends the daemon.</summary>
    public bool HasEnded { get; private init; }

    /// <summary>Begins to keep a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="margin">How long before the end to renew: 1 to 1439 minutes.</param>
    public static FlannelResult<LeaseKeeper> Begin(FlannelLease lease, TimeSpan margin)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return margin >= TimeSpan.FromMinutes(1) && margin <= TimeSpan.FromMinutes(1439)
            ? new(new LeaseKeeper(lease, margin))
            : new(FlannelErrorKind.MarginOutOfRange, $"a renewal margin of {margin} is not between 1 and 1439 minutes");
    }

    /// <summary>Renews if it is time to.</summary>
    /// <param name="now">The time.</param>
    /// <param name="renew">Renews the lease, or returns null if the leases cannot be reached.</param>
    public LeaseKeeper Tick(TimeSpan now, Func<FlannelLease, FlannelLease?> renew)
    {
        ArgumentNullException.ThrowIfNull(renew);
        if (HasEnded || DueAt is null || now < DueAt)
        {
            return this;
        }

        return renew(Lease) is { } renewed
            ? this with { Lease = renewed, DueAt = renewed.Expires - Margin }
            : this with { DueAt = now + Retry };
    }

    /// <summary>Hears of a change of the leases.</summary>
    public LeaseKeeper Observe(LeaseEvent change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!change.Lease.IsOfSubnetsOf(Lease))
        {
            return this;
        }

        return change.Kind == LeaseEventKind.Removed
            ? this with { HasEnded = true }
            : this with { Lease = Lease with { Expires = change.Lease.Expires }, DueAt = change.Lease.Expires - Margin };
    }
}
