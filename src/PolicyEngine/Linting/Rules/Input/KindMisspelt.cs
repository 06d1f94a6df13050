using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1027: kinds that are nearly those of policies.</summary>
internal static class KindMisspelt
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1027", "kind-misspelt", Severity.Error, LintNeeds.None)
        {
            Title = "kind of policy is not known",
            Explanation = """
                The kind is nearly that of a policy, and the API server refuses it. Until it is corrected, verdicts it could change are unknown.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolcy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                """,
        },
        BindingDiagnostics.UnsupportedKind);
}
