using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7010: cluster policies whose denials hit the cluster's own machinery.</summary>
internal sealed class SubjectIncludesSystem : ILintRule
{
    private static readonly TrafficSet s_dns = TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(53));

    public LintRuleDescriptor Descriptor { get; } = new("NP7010", "subject-includes-system", Severity.Warning, LintNeeds.Policies)
    {
        Title = "a broad denial governs the cluster's own machinery",
        Precision = LintPrecision.Medium,
        Explanation = """
            A cluster policy denies what all pods, or all addresses of the internet, exchange with its subjects, and among those are pods of
            system namespaces: the cluster's DNS most of all, which the input need not have. No earlier rule accepts or passes on
            DNS. Leave the namespaces out of the subject, or accept what they need first.
            """,
        Wrong = Example + """
              subject: {namespaces: {}}
              ingress: [{action: Deny, from: [{namespaces: {}}]}]
            """,
        Right = Example + """
              subject: {namespaces: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, calico-system, calico-apiserver, tigera-operator]}]}}
              ingress: [{action: Deny, from: [{namespaces: {}}]}]
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: isolate}
        spec:
          tier: Admin
          priority: 10

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        SystemPods system = context.Facts.SystemPods;
        Policy[] cluster = [.. context.Policies.Where(policy => policy.IsOfClusterApi)];
        foreach (Policy policy in cluster)
        {
            string[] hit = [.. system.GovernedBy(policy).Order(StringComparer.Ordinal)];
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress }.Where(direction => hit.Length > 0 && policy.Governs.HasFlag(direction)))
            {
                // Policies stand in the order in which they are consulted.
                IEnumerable<Rule> before = cluster.TakeWhile(earlier => !ReferenceEquals(earlier, policy)).Where(earlier => system.GovernedBy(earlier).Any()).SelectMany(earlier => earlier.Rules(direction));
                Rule? denial = policy.Rules(direction).FirstOrDefault(rule => rule is { Action: RuleAction.Deny, Fault: null } && IsBroad(rule, direction) && s_dns.IsSubsetOf(rule.TrafficByNumber()));
                if (denial is not null && !before.Concat(policy.Rules(direction).TakeWhile(rule => !ReferenceEquals(rule, denial))).Any(LetsDns))
                {
                    yield return Descriptor.At(LintTarget.Of(policy, denial), $"`{policy.Name}` denies {direction.ToString().ToLowerInvariant()} of pods in {string.Join(", ", hit.Select(name => $"`{name}`"))} too, and nothing lets DNS through before") with
                    {
                        Hint = "leave the namespaces of the cluster's own machinery out of the subject",
                    };
                }
            }
        }
    }

    private static bool LetsDns(Rule rule) => rule.Action is RuleAction.Allow or RuleAction.Pass && rule.TrafficByNumber().Overlaps(s_dns);

    private static bool IsBroad(Rule rule, Directions direction) => rule.Peer(direction) is var peer
        && (peer.IsAnyone() || peer.Selector?.HoldsForAllPods() == true || (peer is { Nets: { } nets, NotNets: null } && PublicAddresses.V4.IsSubsetOf(nets)));
}
