using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7012: ranges of ports that do not ascend.</summary>
internal static class ClusterRangeDescending
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7012", "port-range-strict", Severity.Error, LintNeeds.None)
        {
            Title = "port range does not ascend",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The end of a range is above its start; ClusterNetworkPolicy refuses equal ones too. A single port is written as a number.
                """,
            Wrong = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                  ingress:
                  - action: Deny
                    from: [{namespaces: {}}]
                    protocols: [{tcp: {destinationPort: {range: {start: 80, end: 80}}}}]
                """,
            Right = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                  ingress:
                  - action: Deny
                    from: [{namespaces: {}}]
                    protocols: [{tcp: {destinationPort: {number: 80}}}]
                """,
        },
        BindingDiagnostics.DescendingRange);
}
