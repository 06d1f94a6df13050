using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1005: policies of other systems.</summary>
internal static class UnsupportedKind
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1005", "unsupported-kind", Severity.Note, LintNeeds.None)
        {
            Title = "policy is not taken into account",
            Explanation = """
                The policy is of a system that is not modelled here, such as Cilium, Antrea or Istio. It may deny or allow more than the answers say.
                """,
            Wrong = """
                apiVersion: cilium.io/v2
                kind: CiliumNetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec: {endpointSelector: {}}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                """,
        },
        BindingDiagnostics.ForeignPolicy,
        BindingDiagnostics.UnrelatedKind);
}
