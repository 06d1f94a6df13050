using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>A copy of what the datastore holds.</summary>
/// <param name="Blocks">The blocks, in the order of their addresses.</param>
/// <param name="Handles">The handles by name.</param>
public sealed record IpamState(ImmutableArray<BlockState> Blocks, ImmutableArray<HandleState> Handles);

/// <summary>A block as it stands; its affinity is that of its owner.</summary>
/// <param name="Cidr">The range.</param>
/// <param name="Owner">Whom it belongs to; null if to nobody.</param>
/// <param name="Allocations">What holds each ordinal; null where it is free.</param>
/// <param name="Free">The free ordinals from the head of the queue to its tail.</param>
public sealed record BlockState(IpPrefix Cidr, AffinityOwner? Owner, ImmutableArray<Allocation?> Allocations, ImmutableArray<int> Free);

/// <summary>A handle's counters.</summary>
/// <param name="Handle">The name.</param>
/// <param name="Counts">By block, how many addresses were requested under it and not released.</param>
public sealed record HandleState(string Handle, ImmutableDictionary<IpPrefix, int> Counts);
