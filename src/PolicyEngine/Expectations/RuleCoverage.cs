using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Expectations;

/// <summary>A rule, and whether any expectation asks about traffic that it decides.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Rule">The rule; one of those that a written rule stands for.</param>
/// <param name="IsCovered">Whether it decides a half of some flow asked about.</param>
public sealed record CoveredRule(Policy Policy, Rule Rule, bool IsCovered);

/// <summary>Which rules expectations exercise: all that are in force, in the order of files and lines.</summary>
public sealed record RuleCoverage
{
    private RuleCoverage(ImmutableArray<CoveredRule> rules) => Rules = rules;

    /// <summary>All rules of policies that are enforced.</summary>
    public ImmutableArray<CoveredRule> Rules { get; }

    /// <summary>How many are covered.</summary>
    public int Covered => Rules.Count(rule => rule.IsCovered);

    /// <summary>Those that are not covered.</summary>
    public IEnumerable<CoveredRule> Uncovered => Rules.Where(rule => !rule.IsCovered);

    /// <summary>How much is covered, of a hundred; all where there is no rule.</summary>
    public double Percent => Rules.IsEmpty ? 100 : 100.0 * Covered / Rules.Length;

    /// <summary>What several runs cover together. Rules are the same where policy, path and place are.</summary>
    public static RuleCoverage Of(IEnumerable<ExpectationRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Of(runs.SelectMany(run => run.Coverage.Rules));
    }

    internal static RuleCoverage Of(IEnumerable<CoveredRule> rules) => new(
    [
        .. rules
            .GroupBy(entry => (entry.Policy.Name, entry.Rule.Path, entry.Rule.Span))
            .Select(same => same.First() with { IsCovered = same.Any(entry => entry.IsCovered) })
            .OrderBy(entry => entry.Rule.Span.File, StringComparer.Ordinal)
            .ThenBy(entry => entry.Rule.Span.Line)
            .ThenBy(entry => entry.Policy.Name.ToString(), StringComparer.Ordinal)
            .ThenBy(entry => entry.Rule.Path, StringComparer.Ordinal),
    ]);
}
