using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1001: what is not YAML or JSON.</summary>
internal static class MalformedText
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1001", "yaml-malformed", Severity.Error, LintNeeds.None)
        {
            Title = "document cannot be read",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A document that is no YAML or JSON is lost to whoever reads the file, and nobody can say what it would have allowed. Other documents of the
                file are read all the same.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  policyTypes: [Ingress
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
        ReadingDiagnostics.MalformedYaml,
        ReadingDiagnostics.MalformedJson,
        ReadingDiagnostics.FaultyAlias,
        ReadingDiagnostics.InvalidEncoding,
        ReadingDiagnostics.ForbiddenCharacter,
        ReadingDiagnostics.NotAnObject,
        ReadingDiagnostics.FaultyKey);
}
