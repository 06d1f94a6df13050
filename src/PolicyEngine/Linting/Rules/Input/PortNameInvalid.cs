using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1014: names that no port can have.</summary>
internal static class PortNameInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1014", "port-name-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "port name not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Names of ports are 1 to 15 lower-case letters, digits and single inner hyphens, with at least one letter.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: Http_Main}]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: http-main}]
                """,
        },
        BindingDiagnostics.InvalidPortName);
}
