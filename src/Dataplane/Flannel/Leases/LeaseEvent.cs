namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>A change of the leases.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Lease">The lease, in the state after an addition or before a removal.</param>
public sealed record LeaseEvent(LeaseEventKind Kind, FlannelLease Lease)
{
    internal static LeaseEvent Added(FlannelLease lease) => new(LeaseEventKind.Added, lease);

    internal static LeaseEvent Removed(FlannelLease lease) => new(LeaseEventKind.Removed, lease);
}

/// <summary>What happened to a lease.</summary>
public enum LeaseEventKind
{
    /// <summary>It is new, or something about it is.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}
