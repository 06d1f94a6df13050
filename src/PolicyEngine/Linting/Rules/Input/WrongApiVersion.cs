using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1004: a policy of an API version that does not exist.</summary>
internal static class WrongApiVersion
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1004", "wrong-api-version", Severity.Error, LintNeeds.None)
        {
            Title = "API version of the policy is not known",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The kind is one of network policy, and the group or version does not have it: it was removed, as `extensions/v1beta1` was, or misspelt. No
                cluster would take the object.
                """,
            Wrong = """
                apiVersion: extensions/v1beta1
                kind: NetworkPolicy
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
        BindingDiagnostics.WrongApiVersion);
}
