using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1029: objects to be taken away that are not there.</summary>
internal static class NothingToRemove
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1029", "nothing-to-remove", Severity.Error, LintNeeds.None)
        {
            Title = "nothing to take away",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                An object that the question takes away is not in the input, so that the answer is about another change than the one that was meant.
                """,
        },
        BindingDiagnostics.NothingToRemove);
}
