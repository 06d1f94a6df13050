using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>The rules of policies that mean something.</summary>
internal static class LiveRules
{
    // By what policies govern.
    private static readonly Directions[][] s_directions = [[], [Directions.Ingress], [Directions.Egress], [Directions.Ingress, Directions.Egress]];

    /// <summary>The directions a policy governs.</summary>
    public static IEnumerable<Directions> GovernedDirections(this Policy policy) => DirectionsOf(policy);

    /// <summary>The rules that were understood, of the directions that the policy governs.</summary>
    public static IEnumerable<(Directions Direction, Rule Rule)> RulesThatCount(this Policy policy)
    {
        foreach (Directions direction in DirectionsOf(policy))
        {
            foreach (Rule rule in policy.Rules(direction))
            {
                if (rule.Fault is null)
                {
                    yield return (direction, rule);
                }
            }
        }
    }

    private static Directions[] DirectionsOf(Policy policy) => s_directions[(int)policy.Governs];

    /// <summary>The addresses of a side that is about addresses; null where it is not.</summary>
    public static Sets.AddressSet? Addresses(this PeerMatch side) => side.Nets is not { } nets ? null : side.NotNets is { } except ? nets.Subtract(except) : nets;
}
