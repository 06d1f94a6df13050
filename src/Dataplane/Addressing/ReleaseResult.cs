using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What became of addresses that were given back.</summary>
/// <param name="Unallocated">Those that were not in use.</param>
/// <param name="Error">Why the addresses of some block stay in use.</param>
public sealed record ReleaseResult(ImmutableArray<IpAddress> Unallocated, IpamError? Error);
