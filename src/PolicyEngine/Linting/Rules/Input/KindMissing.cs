using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1022: documents without kind.</summary>
internal static class KindMissing
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1022", "kind-missing", Severity.Warning, LintNeeds.None)
        {
            Title = "document has no kind",
            Explanation = """
                Nobody can say what the document is. It is passed over; where it looks like a policy, verdicts it could change are unknown.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
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
        BindingDiagnostics.NotAnObject);
}
