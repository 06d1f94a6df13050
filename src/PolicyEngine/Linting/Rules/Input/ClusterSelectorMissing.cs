using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP7018: selectors that are left out.</summary>
internal static class ClusterSelectorMissing
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP7018", "cluster-selector-missing", Severity.Warning, LintNeeds.None)
        {
            Title = "selector is left out",
            Explanation = """
                What is left out is read as everything, and the API server asks for it all the same. Write `{}` where everything is meant.
                """,
            Wrong = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {pods: {namespaceSelector: {}}}
                """,
            Right = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: shop}
                spec:
                  tier: Admin
                  priority: 10
                  subject: {pods: {namespaceSelector: {}, podSelector: {}}}
                """,
        },
        BindingDiagnostics.SelectorLeftOut);
}
