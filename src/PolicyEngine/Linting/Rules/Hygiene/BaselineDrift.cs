using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3012: a baseline lists what is mended.</summary>
internal static class BaselineDrift
{
    public static ILintRule Rule { get; } = new BaselineRule(
        new LintRuleDescriptor("NP3012", "baseline-drift", Severity.Note, LintNeeds.None)
        {
            Title = "baseline lists a finding that is gone",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The baseline accepts a finding that is found no more. It was mended, or its object is gone; left where it is, the entry
                accepts the same mistake when it is made again. `--prune-baseline` takes such entries out. Of rules that did not run
                nothing is told, and the finding is itself never taken into a baseline.
                """,
        },
        (rule, gone) => rule.At(new LintTarget(gone.ObjectName, "", gone.Span), $"the baseline lists a finding of {gone.Rule} about `{gone.ObjectName}` ({gone.Fingerprint}), which is found no more") with
        {
            Hint = "take it out with `--prune-baseline`",
        });
}
