using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7006: named ports of what is no pod.</summary>
internal static class NamedPortWithoutPods
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7006", "named-port-no-pods", Severity.Error, LintNeeds.None)
        {
            Title = "named port with peers that are no pods",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Only pods have named ports. With `networks`, `nodes` or `domainNames` the rule matches nothing, and the experimental form of the API refuses it.
                """,
            Wrong = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                  egress:
                  - action: Accept
                    to: [{networks: [192.0.2.0/24]}]
                    protocols: [{destinationNamedPort: http}]
                """,
            Right = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                  egress:
                  - action: Accept
                    to: [{networks: [192.0.2.0/24]}]
                    protocols: [{tcp: {destinationPort: {number: 80}}}]
                """,
        },
        BindingDiagnostics.NamedPortWithoutPods);
}
