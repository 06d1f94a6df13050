using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1024: files in UTF-16.</summary>
internal static class Utf16Input
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1024", "utf16-input", Severity.Warning, LintNeeds.None)
        {
            Title = "file is UTF-16",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The file was understood, and other tools may refuse it. Save it as UTF-8.
                """,
        },
        ReadingDiagnostics.Utf16Input);
}
