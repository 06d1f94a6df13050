using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1010: blocks that are read otherwise than they are written.</summary>
internal static class BlockHostBits
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1010", "cidr-host-bits", Severity.Warning, LintNeeds.None)
        {
            Title = "address block has host bits",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The API server takes the block and implementations mask it, so that it holds more than the one address that seems to be meant. API servers
                with strict validation refuse it. Leading zeros and IPv4 addresses in the form of IPv6 are told of too.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.1.2.3/16}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.1.0.0/16}
                """,
        },
        BindingDiagnostics.HostBits);
}
