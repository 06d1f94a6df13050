using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7008: baseline policies that are never consulted.</summary>
internal sealed class BaselineIneffective : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7008", "baseline-ineffective", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "baseline policy is never consulted",
        Precision = LintPrecision.High,
        Explanation = """
            Every pod of the input that the baseline policy governs is isolated by a policy of an earlier tier in the same direction, most often
            by a NetworkPolicy, so that nothing gets as far as the baseline. It is there for pods that nobody cares for: there are none.
            """,
        Wrong = Example + """
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """,
        Right = Example + """
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: baseline}
        spec:
          tier: Baseline
          priority: 10
          subject: {namespaces: {}}
          ingress: [{action: Deny, from: [{namespaces: {}}]}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: shop, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.Tier == Tier.BaselineName && policy.Governs != Directions.None))
        {
            Directions[] governed = [.. new[] { Directions.Ingress, Directions.Egress }.Where(direction => policy.Governs.HasFlag(direction))];
            ImmutableArray<GovernedPod> pods = context.Facts.Pods.Subjects(policy);
            if (!pods.IsEmpty && pods.All(pod => governed.All(direction => IsDecidedBefore(pod.Chain(direction)))))
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` is never consulted: every pod that it governs is isolated by policies of earlier tiers");
            }
        }
    }

    private static bool IsDecidedBefore(PolicyChain chain) => chain.Tiers.Any(segment => segment.Tier.Name != Tier.BaselineName && segment.DecidesAll(chain.Form));
}
