using PolicyEngine.Dataplane.Addressing;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>What holds an address of a block.</summary>
/// <param name="Handle">The handle; null if none is told.</param>
/// <param name="Attributes">Who has the address.</param>
/// <param name="ReleasedAt">When it was released, counted from 1970; null while it is in use.</param>
public sealed record StoredAllocation(string? Handle, AddressAttributes Attributes, TimeSpan? ReleasedAt = null);
