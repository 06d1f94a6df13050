using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1032: input beyond the limits of reading.</summary>
internal static class InputTooLarge
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1032", "input-too-large", Severity.Error, LintNeeds.None)
        {
            Title = "input exceeds a limit",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Reading stopped at a limit that guards against hostile input, so that part of the input is not known. Split the input, or raise the limit.
                """,
        },
        ReadingDiagnostics.LimitExceeded);
}
