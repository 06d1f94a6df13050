using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1003: a field that the kind does not have.</summary>
internal static class UnknownField
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1003", "unknown-field", Severity.Error, LintNeeds.None)
        {
            Title = "field not known",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A misspelt field, or one that is indented under another parent, is refused by the API server or dropped without a word. What is dropped from
                a policy mostly makes it wider than it was meant. Where only one field can have been meant and the value fits it, the name can be corrected
                by a fix, for the first eight such fields of an object.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - form:
                    - podSelector: {}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - from:
                    - podSelector: {}
                """,
        },
        BindingDiagnostics.UnknownField)
    {
        IsAboutKeys = true,
        IsSafe = (context, place, name) => context.RenamedKeys.IsSafe(place, name),
    };
}
