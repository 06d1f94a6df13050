using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Which blocks of a range were claimed.</summary>
/// <param name="Claimed">Those that belong to the node now.</param>
/// <param name="Failed">Those that belong to others, or are in use without an owner.</param>
/// <param name="Error">Why the range cannot be claimed at all.</param>
public sealed record ClaimResult(ImmutableArray<IpPrefix> Claimed, ImmutableArray<IpPrefix> Failed, IpamError? Error);

/// <summary>A block or the reason why there is none.</summary>
/// <param name="Block">The block.</param>
/// <param name="Error">The reason.</param>
public sealed record BlockResult(IpPrefix? Block, IpamError? Error);
