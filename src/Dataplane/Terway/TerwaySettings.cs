using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway;

/// <summary>How Terway is set up in a cluster.</summary>
public sealed record TerwaySettings
{
    /// <summary>How pods are connected.</summary>
    public TerwayDatapath Datapath { get; init; }

    /// <summary>
    /// The ranges besides those of Services whose packets pods hand to their node though an interface of theirs leads past it
    /// (<c>host_stack_cidrs</c>).
    /// </summary>
    public ImmutableArray<IpPrefix> HostRanges { get; init; } = [];

    /// <summary>
    /// Whether packets of a connection that came by the node's own interface leave by that, instead of by the one that owns the
    /// pod's address (<c>symmetric_routing</c>); for pods connected by policy routes.
    /// </summary>
    public bool IsSymmetric { get; init; }
}
