using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6011: more entries than Calico takes.</summary>
internal static class SizeLimits
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6011", "size-limits", Severity.Error, LintNeeds.None)
        {
            Title = "more than is allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A direction has at most 1024 rules, a list of address blocks 256 entries and a list of ports 50; the annotations of an object have at most
                256 KiB.
                """,
        },
        BindingDiagnostics.SizeLimit);
}
