using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1006: a label selector that the API server refuses.</summary>
internal static class LabelSelectorInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1006", "label-selector-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "label selector not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The operators are `In` and `NotIn`, which need values, and `Exists` and `DoesNotExist`, which take none. Keys and values follow the rules for
                labels.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector:
                    matchExpressions:
                    - {key: app, operator: Equals, values: [redis]}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector:
                    matchExpressions:
                    - {key: app, operator: In, values: [redis]}
                """,
        },
        BindingDiagnostics.InvalidLabelSelector);
}
