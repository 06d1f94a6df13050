using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1023: files that cannot be read.</summary>
internal static class FileUnreadable
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1023", "file-unreadable", Severity.Error, LintNeeds.None)
        {
            Title = "file cannot be read",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                What is in the file is not known, so that every verdict it could change is unknown.
                """,
        },
        ReadingDiagnostics.UnreadableFile);
}
