using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;

namespace PolicyEngine.Linting;

/// <summary>The rules that others leave nothing to, and what was found out on the way.</summary>
/// <param name="All">They, in evaluation order.</param>
/// <param name="Judged">What was found out about each written rule.</param>
/// <param name="Regions">What the rules of policies match at most.</param>
internal sealed record CoveredRules(
    ImmutableArray<CoveredRule> All,
    IReadOnlyDictionary<(PolicyName, string), JudgedRule> Judged,
    IReadOnlyDictionary<(PolicyName, Directions), ImmutableArray<RuleRegion>> Regions);
