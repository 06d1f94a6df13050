using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;

namespace PolicyEngine.Linting;

/// <summary>A rule without which nothing changes in any cluster in which the policies are these: others decide all that it matches.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The rule.</param>
/// <param name="By">The rules that decide in its place; of rules that have an order, those seen in the input where it has endpoints.</param>
internal sealed record CoveredRule(Policy Policy, Rule Rule, ImmutableArray<DecidingRule> By)
{
    /// <summary>Whether all of them do something else with the traffic.</summary>
    public bool IsShadowed => By.All(deciding => deciding.Rule.Action != Rule.Action);

    /// <summary>Whether one of its own policy before it decides everything, which is told once of all behind it.</summary>
    public bool IsBehindCatchAll => RulesBehindCatchAll.Holds(Policy, Rule);

    /// <summary>Whether those that decide in its place only add to what is allowed, as it does: no order among them matters.</summary>
    public bool IsAddedAnyway => Policy.Name.IsAdditive && By.All(deciding => deciding.Policy.Name.IsAdditive);

    /// <summary>Where some of the rules are that decide in its place. One written rule may be several.</summary>
    public IEnumerable<RelatedPlace> Places => By
        .Select(deciding => new RelatedPlace(deciding.Rule.Span, $"a rule of `{deciding.Policy.Name}` {(IsAddedAnyway ? "allows it too" : "decides it before")}"))
        .Distinct()
        .Take(3);
}
