using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7011: peers that the implementation does not know.</summary>
internal static class PeerNotConvertible
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7011", "unsupported-peer-failclosed", Severity.Warning, LintNeeds.None)
        {
            Title = "peer is not known to the implementation",
            Explanation = """
                A client that does not know a kind of peer leaves out a rule that accepts, and makes any other rule deny everything. Choose the enforcement
                profile that knows it, or write the peer otherwise.
                """,
            Wrong = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                  egress:
                  - action: Deny
                    to: [{nodes: {}}]
                """,
            Right = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {namespaces: {}}
                  egress:
                  - action: Deny
                    to: [{networks: [192.0.2.0/24]}]
                """,
        },
        BindingDiagnostics.FailedRule);
}
