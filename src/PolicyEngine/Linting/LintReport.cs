using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>What a linter found: the same input gives the same report, in the same order.</summary>
/// <param name="Findings">The findings, by severity (errors first), file, line, column and rule.</param>
/// <param name="Suppressed">The findings that somebody accepted, in the same order.</param>
/// <param name="Ran">The rules that ran.</param>
/// <param name="NotRun">The rules that did not run because the input lacks what they need.</param>
public sealed record LintReport(
    ImmutableArray<Finding> Findings,
    ImmutableArray<SuppressedFinding> Suppressed,
    ImmutableArray<LintRuleDescriptor> Ran,
    ImmutableArray<RuleNotRun> NotRun)
{
    /// <summary>How many findings have a severity.</summary>
    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}
