using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>Tells whether a pod without labels that comes to a namespace would be open there.</summary>
internal sealed class Newcomers
{
    private readonly EvaluationGraph _graph;
    private readonly Strangers _strangers;
    private readonly SelectorIndex _subjects;
    private readonly ImmutableArray<CompiledPolicy>[] _policies;

    public Newcomers(LintContext context)
    {
        (_graph, _strangers) = (context.Snapshot.Graph, context.Facts.Strangers);
        IGrouping<Selector, CompiledPolicy>[] bySubject = [.. _graph.Policies.Where(policy => policy.Policy is { IsStaged: false, Stage: PolicyStage.Normal }).GroupBy(policy => policy.Policy.Subject)];
        _subjects = SelectorIndex.Create([.. bySubject.Select(group => group.Key)]);
        _policies = [.. bySubject.Select(group => group.ToImmutableArray())];
    }

    /// <param name="neighbour">A pod of the namespace.</param>
    /// <param name="direction">Ingress or egress.</param>
    public bool IsOpen(GovernedPod neighbour, Directions direction)
    {
        var matches = new List<int>();
        _subjects.Match(LabelsBeside(neighbour.Endpoint), matches);
        CompiledPolicy[] governing = [.. matches.SelectMany(match => _policies[match]).Where(policy => policy.Policy.Governs.HasFlag(direction)).OrderBy(policy => policy.Index)];
        Dictionary<string, Tier> tiers = _graph.Model.Tiers.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
        if (Array.Exists(governing, policy => policy.Policy.Fault is not null || tiers[policy.Policy.Tier].DefaultAction == RuleAction.Deny))
        {
            return false;
        }

        // All tiers that govern it pass by default, so that no policy but one with a rule for it decides.
        IEnumerable<TierSegment> segments = governing
            .GroupBy(policy => policy.Policy.Tier, StringComparer.Ordinal)
            .Select(group => new TierSegment(tiers[group.Key], [.. group.Select(policy => ImmutableArray.Create(policy))], Certainty.Yes));
        var chain = new PolicyChain(0, direction == Directions.Ingress ? ChainForm.WorkloadIngress : ChainForm.WorkloadEgress, [.. segments], neighbour.Chain(direction).Profiles);
        IpFamily family = neighbour.Party.Family;
        AddressClass self = _strangers.Pod(family);
        return new[] { self, _strangers.Outside(family) }.All(peer =>
            DecisionTableBuilder.Build(chain, self, peer, MatchKey.Of(chain, self, peer)).Segments.Any(segment => segment.Decision is { Outcome: Outcome.Allow, Policy: null }));
    }

    /// <summary>The labels of a pod that has none of its own, as its namespace and default service account lend them.</summary>
    private static LabelSet LabelsBeside(Endpoint neighbour) => LabelSet.Create(neighbour.Labels
        .Where(label => label.Key.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal))
        .Append(new(CalicoLabels.Namespace, neighbour.Namespace))
        .Append(new(CalicoLabels.Orchestrator, "k8s"))
        .Append(new(CalicoLabels.ServiceAccount, "default"))
        .Append(new(CalicoLabels.ServiceAccountPrefix + CalicoLabels.Name, "default")));
}
