using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Node;

/// <summary>A policy as a node gets it.</summary>
/// <param name="Id">What identifies it.</param>
/// <param name="Tier">The tier it belongs to.</param>
/// <param name="Selector">The text of the whole selector of what it governs, by which neighbouring policies are grouped.</param>
internal sealed record NodePolicy(PolicyId Id, string Tier, string Selector)
{
    /// <summary>Rules for traffic towards an endpoint.</summary>
    public ImmutableArray<NodeRule> Ingress { get; init; } = [];

    /// <summary>Rules for traffic from an endpoint.</summary>
    public ImmutableArray<NodeRule> Egress { get; init; } = [];

    /// <summary>Whether it is consulted before connection tracking.</summary>
    public bool IsUntracked { get; init; }

    /// <summary>Whether it is consulted before addresses of services are translated.</summary>
    public bool IsPreDnat { get; init; }

    /// <summary>Whether its chains are programmed though nothing leads to them (the hint <c>AssumeNeededOnEveryNode</c>).</summary>
    public bool IsAlwaysNeeded { get; init; }
}

/// <summary>A profile as a node gets it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Ingress">Rules for traffic towards an endpoint.</param>
/// <param name="Egress">Rules for traffic from an endpoint.</param>
internal sealed record NodeProfile(string Name, ImmutableArray<NodeRule> Ingress, ImmutableArray<NodeRule> Egress);
