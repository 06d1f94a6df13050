namespace PolicyEngine.Dataplane.Addressing;

/// <summary>How full a pool is.</summary>
/// <param name="Pool">The name of the pool; null for blocks that lie in none.</param>
/// <param name="Capacity">All its addresses.</param>
/// <param name="InUse">Those held.</param>
/// <param name="Reserved">Those not held that are never assigned automatically.</param>
/// <param name="Available">The rest.</param>
public sealed record PoolUtilization(string? Pool, UInt128 Capacity, UInt128 InUse, UInt128 Reserved, UInt128 Available);
