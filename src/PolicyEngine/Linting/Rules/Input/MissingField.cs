using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1026: fields that are needed and not there.</summary>
internal static class MissingField
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1026", "missing-field", Severity.Error, LintNeeds.None)
        {
            Title = "field is missing",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The API server refuses the object without the field.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {except: [10.0.1.0/24]}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.0.0.0/16, except: [10.0.1.0/24]}
                """,
        },
        BindingDiagnostics.MissingField);
}
