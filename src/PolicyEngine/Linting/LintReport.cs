using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>
/// What a linter found: the same input gives the same report, in the same order. It keeps what was found out about the input, and so the input itself, for
/// <see cref="Linter.RunAgain"/>: who stores findings for long stores these alone.
/// </summary>
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
    /// <summary>The findings, by severity (errors first), file, line, column and rule.</summary>
    public ImmutableArray<Finding> Findings { get; init => field = value.IsDefault ? [] : value; } = Findings.IsDefault ? [] : Findings;

    /// <summary>The findings that somebody accepted, in the same order.</summary>
    public ImmutableArray<SuppressedFinding> Suppressed { get; init => field = value.IsDefault ? [] : value; } = Suppressed.IsDefault ? [] : Suppressed;

    /// <summary>The rules that ran.</summary>
    public ImmutableArray<LintRuleDescriptor> Ran { get; init => field = value.IsDefault ? [] : value; } = Ran.IsDefault ? [] : Ran;

    /// <summary>The rules that did not run because the input lacks what they need.</summary>
    public ImmutableArray<RuleNotRun> NotRun { get; init => field = value.IsDefault ? [] : value; } = NotRun.IsDefault ? [] : NotRun;

    /// <summary>What was found out about the input, which lives as long as the report does. Reports that say the same are equal whatever they keep.</summary>
    internal LintContext? Context { get; init; }

    /// <inheritdoc/>
    public bool Equals(LintReport? other) =>
        other is not null
        && Findings.SequenceEqual(other.Findings)
        && Suppressed.SequenceEqual(other.Suppressed)
        && Ran.SequenceEqual(other.Ran)
        && NotRun.SequenceEqual(other.NotRun);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (Finding finding in Findings)
        {
            hash.Add(finding);
        }

        hash.Add(Suppressed.Length);
        hash.Add(Ran.Length);
        return hash.ToHashCode();
    }

    /// <summary>How many findings have a severity.</summary>
    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary>Those of a baseline that were not found any more. Of rules that did not run nothing is known.</summary>
    /// <param name="baseline">The findings that were there before.</param>
    public ImmutableArray<BaselineFinding> GoneOf(IEnumerable<BaselineFinding> baseline)
    {
        HashSet<string> ran = [.. Ran.Select(rule => rule.Id)];
        HashSet<string> found = [.. Findings.Concat(Suppressed.Select(entry => entry.Finding)).Select(finding => finding.Fingerprint)];
        return [.. baseline.Where(finding => ran.Contains(finding.Rule) && !found.Contains(finding.Fingerprint))];
    }
}
