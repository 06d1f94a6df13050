using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1011: exceptions that take nothing away.</summary>
internal static class ExceptNotSubset
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1011", "except-not-subset", Severity.Error, LintNeeds.None)
        {
            Title = "exception is no part of its block",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Each entry of `except` lies within `cidr` and is smaller than it; the API server refuses all else.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.0.0.0/16, except: [10.1.0.0/24]}
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
        BindingDiagnostics.ExceptNotSubset);
}
