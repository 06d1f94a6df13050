using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6014: policies of equal order that decide differently.</summary>
internal sealed class OrderTie : ILintRule
{
    // Beyond that many policies of one order on one pod, each is compared with so many that follow it.
    private const int MaxNeighbours = 20;

    public LintRuleDescriptor Descriptor { get; } = new("NP6014", "order-tie", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "names decide which of two policies comes first",
        Precision = LintPrecision.Medium,
        Explanation = """
            Two Calico policies of one tier have the same order, or both have none, govern the same pod, and have rules with different
            actions for the same traffic of a peer in the input. Calico goes by their names then: renaming one of them changes
            what passes. Give them orders.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: a, namespace: shop}
            spec: {selector: app == 'web', ingress: [{action: Deny, source: {nets: [198.51.100.0/24]}}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: b, namespace: shop}
            spec: {selector: app == 'web', ingress: [{action: Allow}]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: a, namespace: shop}
            spec: {order: 10, selector: app == 'web', ingress: [{action: Deny, source: {nets: [198.51.100.0/24]}}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: b, namespace: shop}
            spec: {order: 20, selector: app == 'web', ingress: [{action: Allow}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var compared = new HashSet<(int, int, Directions)>();
        var told = new HashSet<(int, int)>();
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            foreach (TierSegment segment in chain.TiersInForce)
            {
                CompiledPolicy[] policies = [.. segment.Policies.Where(policy => policy.Policy is { IsStaged: false, Fault: null, IsOfClusterApi: false })];
                for (int first = 0; first < policies.Length; first++)
                {
                    for (int second = first + 1; second < policies.Length && second <= first + MaxNeighbours && policies[second].Policy.Order.Equals(policies[first].Policy.Order); second++)
                    {
                        (CompiledPolicy one, CompiledPolicy other) = (policies[first], policies[second]);
                        if (!(one.Policy.Name.IsAdditive && other.Policy.Name.IsAdditive)
                            && compared.Add((one.Index, other.Index, chain.Chain.Direction))
                            && !told.Contains((one.Index, other.Index))
                            && Differ(context, chain, one, other))
                        {
                            told.Add((one.Index, other.Index));
                            yield return Descriptor.At(LintTarget.Of(other.Policy), $"`{other.Policy.Name}` comes after `{one.Policy.Name}` by its name alone: they have the same order and decide differently about the same traffic") with
                            {
                                Hint = "give the policies different orders",
                                Related = [new RelatedPlace(one.Policy.Span, "the policy that comes first")],
                            };
                        }
                    }
                }
            }
        }
    }

    private static bool Differ(LintContext context, GovernedChain chain, CompiledPolicy one, CompiledPolicy other)
    {
        AddressClass self = context.Snapshot.Graph.Classes[chain.Pods[0].Party.AddressClass];
        ImmutableArray<CompiledRule> others = other.Rules(chain.Chain.Form);
        return one.Rules(chain.Chain.Form).Any(rule => rule.Rule.Action != RuleAction.Log && others.Any(second =>
            second.Rule.Action != RuleAction.Log && second.Rule.Action != rule.Rule.Action
            && !context.Facts.PeerClasses.Common(rule, second, self, chain.Chain.Direction).IsEmpty));
    }
}
