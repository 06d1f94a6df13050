using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7001: tiers, priorities and actions that cannot be.</summary>
internal static class ClusterFieldInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7001", "priority-range", Severity.Error, LintNeeds.None)
        {
            Title = "tier, priority or action not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The tier is `Admin` or `Baseline`, the priority 0 to 1000, the action `Accept`, `Deny` or `Pass` (`Allow` in the older kinds).
                """,
            Wrong = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 1001
                  subject: {namespaces: {}}
                """,
            Right = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                """,
        },
        BindingDiagnostics.InvalidClusterField);
}
