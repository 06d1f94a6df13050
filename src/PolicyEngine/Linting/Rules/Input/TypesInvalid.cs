using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1017: lists of directions that the API server refuses.</summary>
internal static class TypesInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1017", "policy-types-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "policy types not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The types are `Ingress` and `Egress`, written so. Calico refuses an empty list and a direction that is given twice.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  policyTypes: [ingress]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  policyTypes: [Ingress]
                """,
        },
        BindingDiagnostics.InvalidTypes);
}
