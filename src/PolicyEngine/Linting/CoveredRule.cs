using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;

namespace PolicyEngine.Linting;

/// <summary>A rule that decides nothing in any cluster in which the policies are these, because rules before it do.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The rule.</param>
/// <param name="By">The rules that decide in its place, in evaluation order; those seen in the input where it has endpoints.</param>
internal sealed record CoveredRule(Policy Policy, Rule Rule, ImmutableArray<DecidingRule> By)
{
    /// <summary>Whether all of them do something else with the traffic.</summary>
    public bool IsShadowed => By.All(deciding => deciding.Rule.Action != Rule.Action);

    /// <summary>Whether one of its own policy before it decides everything, which is told once of all behind it.</summary>
    public bool IsBehindCatchAll => RulesBehindCatchAll.Holds(Policy, Rule);

    public IEnumerable<RelatedPlace> Places => By.Take(3).Select(deciding => new RelatedPlace(deciding.Rule.Span, $"a rule of `{deciding.Policy.Name}` decides it before"));
}
