using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1018: objects given twice.</summary>
internal static class DuplicateObject
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1018", "duplicate-object", Severity.Error, LintNeeds.None)
        {
            Title = "object given twice",
            Precision = LintPrecision.Medium,
            Explanation = """
                Of two objects with one kind, namespace and name the later one is used here; on a cluster it is the one that is applied last. Often a base and
                its patched copy are both in the input.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {matchLabels: {app: redis}}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis-app, namespace: shop}
                spec:
                  podSelector: {matchLabels: {app: redis}}
                """,
        },
        BindingDiagnostics.DuplicateObject);
}
