using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7003: more or fewer entries than the API takes.</summary>
internal static class ClusterLimits
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7003", "cnp-limits", Severity.Error, LintNeeds.None)
        {
            Title = "too many or too few entries",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A direction has at most 25 rules; a rule has 1 to 25 peers, and 1 to 25 protocols where it has any; a peer has 1 to 25 networks or domain names;
                the name of a rule has at most 100 characters. The older kinds take 100 where this one takes 25.
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
                    from: []
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
                """,
        },
        BindingDiagnostics.ClusterLimit);
}
