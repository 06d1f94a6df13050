using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1007: a peer that says nothing.</summary>
internal static class PeerEmpty
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1007", "peer-empty", Severity.Error, LintNeeds.None)
        {
            Title = "peer says nothing",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A peer needs `podSelector`, `namespaceSelector` or `ipBlock`. Where anyone is meant, the list itself is left out; `podSelector: {}` means the
                pods of the namespace.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - {}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 6379}]
                """,
        },
        BindingDiagnostics.EmptyPeer);
}
