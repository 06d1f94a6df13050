using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>A request for some addresses, whichever they are.</summary>
/// <param name="Node">The node that asks; load balancers need none.</param>
public sealed record AssignRequest(string Node)
{
    /// <summary>How many IPv4 addresses.</summary>
    public int V4Count { get; init; }

    /// <summary>How many IPv6 addresses.</summary>
    public int V6Count { get; init; }

    /// <summary>The handle to release them by; null for none.</summary>
    public string? Handle { get; init; }

    /// <summary>Who gets them; unless told, no more than the node is known.</summary>
    public AddressAttributes Attributes { get; init; } = new() { Node = Node };

    /// <summary>What for: one use.</summary>
    public AddressUses Use { get; init; } = AddressUses.Workload;

    /// <summary>The IPv4 pools to take from; empty leaves the choice to the pools' selectors.</summary>
    public ImmutableArray<IpPrefix> V4Pools { get; init; } = [];

    /// <summary>The IPv6 pools to take from; empty leaves the choice to the pools' selectors.</summary>
    public ImmutableArray<IpPrefix> V6Pools { get; init; } = [];

    /// <summary>The most blocks the host may have; zero asks nothing.</summary>
    public int MaxBlocksPerHost { get; init; }

    /// <summary>The most addresses of a family under the handle: with so many, they are the answer. Zero asks nothing.</summary>
    public int MaxPerHandle { get; init; }

    /// <summary>The labels of the pod's namespace.</summary>
    public LabelSet NamespaceLabels { get; init; } = LabelSet.Empty;

    /// <summary>What the host keeps of each block it claims.</summary>
    public HostReservation? Reservation { get; init; }
}
