using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1031: labels that are no strings.</summary>
internal static class LabelInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1031", "label-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "label is not a string",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Keys and values of labels are strings. YAML reads `1`, `yes` and `on` as something else; quote them.
                """,
            Wrong = """
                apiVersion: v1
                kind: Pod
                metadata: {name: redis-0, namespace: shop, labels: {tier: 1}}
                """,
            Right = """
                apiVersion: v1
                kind: Pod
                metadata: {name: redis-0, namespace: shop, labels: {tier: "1"}}
                """,
        },
        BindingDiagnostics.InvalidLabel);
}
