using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>The rules of a policy in one direction that stand behind one which decides everything.</summary>
/// <param name="CatchAll">The rule that decides everything.</param>
/// <param name="Behind">Those behind it, which nothing reaches.</param>
internal sealed record RulesBehindCatchAll(Rule CatchAll, ImmutableArray<Rule> Behind)
{
    /// <summary>They; null where there are none. The rules of a NetworkPolicy have no order.</summary>
    public static RulesBehindCatchAll? In(Policy policy, Directions direction)
    {
        if (policy.Name.IsAdditive || policy.Rules(direction).FirstOrDefault(PeerBreadth.IsCatchAll) is not { } catchAll)
        {
            return null;
        }

        ImmutableArray<Rule> behind =
        [
            .. policy.Rules(direction)
                .SkipWhile(rule => !ReferenceEquals(rule, catchAll))
                .Where(rule => rule.Path != catchAll.Path),
        ];
        return behind.IsEmpty ? null : new RulesBehindCatchAll(catchAll, behind);
    }

    /// <summary>Whether a rule stands behind one of its policy that decides everything.</summary>
    public static bool Holds(Policy policy, Rule rule) =>
        policy.GovernedDirections().Any(direction => In(policy, direction)?.Behind.Contains(rule, ReferenceEqualityComparer.Instance) == true);
}
