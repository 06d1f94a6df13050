using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7004: domain names in rules that do not accept.</summary>
internal static class DomainNotAccepted
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7004", "domain-not-accept", Severity.Error, LintNeeds.None)
        {
            Title = "domain names in a rule that does not accept",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The API server takes the rule, and the API does not say what it does. Accept the names that are meant and deny all addresses after them.
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
                  - action: Deny
                    to: [{domainNames: [example.com]}]
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
                    to: [{domainNames: [example.com]}]
                """,
        },
        BindingDiagnostics.DomainNotAccepted);
}
