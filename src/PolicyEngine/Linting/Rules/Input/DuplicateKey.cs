using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1002: one key twice in one mapping.</summary>
internal static class DuplicateKey
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1002", "duplicate-key", Severity.Error, LintNeeds.None)
        {
            Title = "key given twice",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Readers differ in which of the two values they take, and the API server refuses the object or takes the last. Often two blocks were to be
                joined and one of them is lost.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 6379}]
                  ingress:
                  - ports: [{port: 9121}]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 6379}]
                  - ports: [{port: 9121}]
                """,
        },
        ReadingDiagnostics.DuplicateKey);
}
