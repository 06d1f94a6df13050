using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1015: port numbers in quotes.</summary>
internal static class PortQuoted
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1015", "port-quoted-number", Severity.Error, LintNeeds.None)
        {
            Title = "port number in quotes",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A string is the name of a port, and no port can be called by a number: the API server refuses it. Take the quotes away.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: "6379"}]
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
        BindingDiagnostics.QuotedPort)
    {
        TakesQuotesAway = true,
    };
}
