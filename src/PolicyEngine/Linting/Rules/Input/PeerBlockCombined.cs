using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1008: an address block beside a selector in one peer.</summary>
internal static class PeerBlockCombined
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1008", "peer-ipblock-combined", Severity.Error, LintNeeds.None)
        {
            Title = "address block beside a selector",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                One peer is either addresses or pods. Two entries of the list mean either of them.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - ipBlock: {cidr: 10.0.0.0/8}
                      podSelector: {}
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
                    - podSelector: {}
                """,
        },
        BindingDiagnostics.BlockBesideSelector);
}
