using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>A rule that stands before all policies, and what it decides.</summary>
internal sealed record LeadRule(CompiledRule Rule, Decision Decision);

/// <summary>
/// What makes up a chain besides the policies that govern an endpoint: which of them it takes, the rules before them, and
/// how it ends. Compared by identity.
/// </summary>
internal sealed class ChainForm(PolicyFamily family, Directions direction, ImmutableArray<LeadRule> lead, Decision end)
{
    public static ChainForm WorkloadIngress { get; } = new(PolicyFamily.Normal, Directions.Ingress, [], Decisions.EndOfProfiles) { IsOfEveryCluster = true };

    public static ChainForm WorkloadEgress { get; } = new(PolicyFamily.Normal, Directions.Egress, [], Decisions.EndOfProfiles) { IsOfEveryCluster = true };

    /// <summary>Towards a pod on its node's network, to implementations whose NetworkPolicies take it for a pod like others.</summary>
    public static ChainForm HostNetworkIngress { get; } = new(PolicyFamily.Normal, Directions.Ingress, [], Decisions.HostNetwork) { IsOfNetworkPolicies = true, IsOfEveryCluster = true };

    /// <summary>As <see cref="HostNetworkIngress"/>, from such a pod.</summary>
    public static ChainForm HostNetworkEgress { get; } = new(PolicyFamily.Normal, Directions.Egress, [], Decisions.HostNetwork) { IsOfNetworkPolicies = true, IsOfEveryCluster = true };

    public PolicyFamily Family { get; } = family;

    public Directions Direction { get; } = direction;

    /// <summary>The rules before all policies.</summary>
    public ImmutableArray<LeadRule> Lead { get; } = lead;

    public ImmutableArray<CompiledRule> LeadRules { get; } = [.. lead.Select(rule => rule.Rule)];

    /// <summary>What is decided about traffic that no rule decides.</summary>
    public Decision End { get; } = end;

    /// <summary>Profiles decide after policies about the traffic of pods and about hosts' own.</summary>
    public bool TakesProfiles => Family == PolicyFamily.Normal && !IsOfNetworkPolicies;

    /// <summary>Whether it takes nothing but NetworkPolicies.</summary>
    public bool IsOfNetworkPolicies { get; private init; }

    /// <summary>Whether chains of this form are the same in every cluster that has their policies.</summary>
    public bool IsOfEveryCluster { get; private init; }

    /// <summary>Whether a proxy stands before the endpoint that may see HTTP requests. It stands before pods only.</summary>
    public bool SeesHttp => ReferenceEquals(this, WorkloadIngress);

    /// <summary>Untracked and pre-DNAT policies only ever decide by their rules (Felix).</summary>
    public bool EndsTiers => Family is PolicyFamily.Normal or PolicyFamily.Forward;

    public bool Takes(Policy policy) => policy.Governs.HasFlag(Direction) && (policy.Name.IsAdditive || !IsOfNetworkPolicies) && Family switch
    {
        PolicyFamily.Untracked => policy.Stage == PolicyStage.Untracked,
        PolicyFamily.PreDnat => policy.Stage == PolicyStage.PreDnat,
        PolicyFamily.Forward => policy.Stage == PolicyStage.Normal && policy.AppliesOnForward,
        _ => policy.Stage == PolicyStage.Normal,
    };
}
