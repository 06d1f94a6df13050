using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7017: rules of cluster policies that earlier ones leave nothing.</summary>
internal sealed class UnreachableRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7017", "unreachable-cnp-rule", Severity.Warning, LintNeeds.Policies)
    {
        Title = "earlier rules of the tier leave a rule nothing",
        Precision = LintPrecision.High,
        Explanation = """
            Everything that the rule matches, for all pods of its policy, is decided by policies of the same tier with a smaller priority that
            govern all these pods: peers and ports of their rules hold those of this one, in every cluster. Blocks are compared as sets,
            several earlier ones together. Give the policy a smaller priority, or take the rule away.

            What is seen in the pods of the input, and what rules of one policy do to each other, NP2011 and NP2012 tell of.
            """,
        Wrong = Example + """
              priority: 5
            """,
        Right = Example + """
              priority: 20
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: metrics}
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {matchLabels: {env: prod}}}
          ingress: [{action: Accept, from: [{namespaces: {matchLabels: {team: ops}}}], protocols: [{tcp: {destinationPort: {number: 9090}}}]}]
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: isolate}
        spec:
          tier: Admin
          subject: {namespaces: {matchLabels: {env: prod}}}
          ingress: [{action: Deny, from: [{namespaces: {}}]}]

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        HashSet<(PolicyName, string)> told = [.. context.CoveredRules.Select(covered => (covered.Policy.Name, covered.Rule.Path))];
        foreach (IGrouping<string, Policy> tier in context.Policies.Where(policy => policy.IsOfClusterApi).GroupBy(policy => policy.Tier, StringComparer.Ordinal))
        {
            Policy[] policies = [.. tier];
            for (int place = 0; place < policies.Length; place++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                Policy policy = policies[place];
                Policy[] earlier = [.. policies.Take(place).Where(other => !other.Ties(policy) && (other.Subject.Equals(policy.Subject) || context.Selectors.Implies(policy.Subject, other.Subject)))];
                foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress }.Where(direction => policy.Governs.HasFlag(direction)))
                {
                    foreach (IGrouping<string, Rule> written in policy.Rules(direction).GroupBy(rule => rule.Path, StringComparer.Ordinal).Where(written => !told.Contains((policy.Name, written.Key))))
                    {
                        Rule[] before = [.. earlier.SelectMany(other => other.Rules(direction))];
                        if (before.Length > 0 && written.All(rule => IsCovered(rule, before, direction)))
                        {
                            yield return Descriptor.At(LintTarget.Of(policy, written.First()), $"policies before it decide everything that this {direction.ToString().ToLowerInvariant()} rule of `{policy.Name}` matches") with
                            {
                                Hint = "give the policy a smaller priority, or take the rule away",
                            };
                        }
                    }
                }
            }
        }
    }

    private static bool IsCovered(Rule rule, Rule[] before, Directions direction)
    {
        PeerMatch peer = rule.Peer(direction);
        if (rule.Fault is not null || rule.Destination.Ports is { Names.IsEmpty: false } || !peer.Domains.IsEmpty || peer.Nodes is not null)
        {
            return false;
        }

        TrafficSet traffic = rule.TrafficByNumber();
        PeerMatch[] covering = [.. before
            .Where(other => other is { Action: not RuleAction.Log, Fault: null } && traffic.IsSubsetOf(other.TrafficByNumber()))
            .Select(other => other.Peer(direction))
            .Where(other => other is { Domains.IsEmpty: true, Nodes: null, NotSelector: null })];
        if (Array.Exists(covering, other => other.IsAnyone()))
        {
            return true;
        }

        // Whatever peers of cluster policies select lives in a namespace.
        return peer switch
        {
            { Selector: { } selector, Nets: null } => Array.Exists(covering, other => other is { Nets: null, NotNets: null, Selector: { } wider } && (wider.Equals(selector) || SelectorAlgebra.Any.Implies(Selector.And(selector, CalicoLabels.IsNamespaced), wider).IsYes)),
            { Selector: null, Nets: { } nets } => nets.IsSubsetOf(covering.Where(other => other is { Selector: null, Nets: not null }).Aggregate(AddressSet.Empty, (all, other) => all.Union(other.NotNets is { } except ? other.Nets!.Subtract(except) : other.Nets!))),
            _ => false,
        };
    }
}
