namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>A write to the leases that a node asks for.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Key">The lease.</param>
/// <param name="Lifetime">How long the lease then lasts; null where it is deleted or a reservation.</param>
public sealed record RegistryWrite(RegistryWriteKind Kind, LeaseKey Key, TimeSpan? Lifetime = null);

/// <summary>What a write does.</summary>
public enum RegistryWriteKind
{
    /// <summary>Adds a lease; refused if there is one.</summary>
    Create,

    /// <summary>Writes a lease, whether or not there is one.</summary>
    Update,

    /// <summary>Deletes a lease.</summary>
    Delete,
}
