using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7019: subjects and peers with none or several kinds.</summary>
internal static class ClusterPeerInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7019", "cluster-peer-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "subject or peer needs exactly one kind",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A subject is `namespaces` or `pods`; a peer is one of these or, in egress, `networks`, `nodes` or `domainNames`.
                """,
            Wrong = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {}
                """,
            Right = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                """,
        },
        BindingDiagnostics.InvalidPeer);
}
