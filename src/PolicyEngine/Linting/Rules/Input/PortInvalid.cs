using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1013: ports and ranges that cannot be.</summary>
internal static class PortInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1013", "port-range-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "port or range of ports not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Ports are 1 to 65535. `endPort` needs a numeric `port` that is not above it; in Calico's policies a range is written `low:high`.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: http, endPort: 90}]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 80, endPort: 90}]
                """,
        },
        BindingDiagnostics.InvalidPort);
}
