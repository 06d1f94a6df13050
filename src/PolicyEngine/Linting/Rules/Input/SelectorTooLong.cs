using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6002: selectors of more than 1024 characters.</summary>
internal static class SelectorTooLong
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6002", "selector-too-long", Severity.Error, LintNeeds.None)
        {
            Title = "selector is too long",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Selectors have at most 1024 characters. Put a label on what is meant, and select by it.
                """,
        },
        BindingDiagnostics.SelectorTooLong);
}
