using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1016: protocols that the kind does not know.</summary>
internal static class ProtocolInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1016", "protocol-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "protocol not known",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Kubernetes knows `TCP`, `UDP` and `SCTP`; Calico knows `ICMP`, `ICMPv6`, `UDPLite` and the numbers 1 to 255 too. Names are written as here.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 6379, protocol: tcp}]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 6379, protocol: TCP}]
                """,
        },
        BindingDiagnostics.InvalidProtocol);
}
