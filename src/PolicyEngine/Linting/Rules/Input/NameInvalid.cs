using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1019: names that the API server refuses.</summary>
internal static class NameInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1019", "name-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "name not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Names are lower-case letters, digits, `-` and `.`. Calico's policies have one label, or two joined by a period; tiers have one of at most 63
                characters. The one BaselineAdminNetworkPolicy is called `default`.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: My_Policy, namespace: shop}
                spec:
                  podSelector: {}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                """,
        },
        BindingDiagnostics.InvalidName);
}
