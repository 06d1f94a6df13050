using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>What one scan found and did.</summary>
/// <param name="Candidates">Addresses that nobody seems to have, but not for long enough, in ascending order.</param>
/// <param name="Leaked">Addresses that nobody has and that were not released because another of their handle is in use.</param>
/// <param name="Released">Addresses that were released.</param>
/// <param name="ReleasedBlocks">Empty blocks whose nodes have others.</param>
/// <param name="ReleasedNodes">Nodes that are gone and whose last blocks were released.</param>
public sealed record CollectionReport(
    ImmutableArray<IpAddress> Candidates,
    ImmutableArray<IpAddress> Leaked,
    ImmutableArray<IpAddress> Released,
    ImmutableArray<IpPrefix> ReleasedBlocks,
    ImmutableArray<string> ReleasedNodes);
