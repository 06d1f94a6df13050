using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1009: what is not an address or a block.</summary>
internal static class AddressInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1009", "cidr-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "address or address block not understood",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A block is an address and the length of its prefix, such as `10.0.0.0/8` or `2001:db8::/32`.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.0.0.0/33}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.0.0.0/8}
                """,
        },
        BindingDiagnostics.InvalidAddress);
}
