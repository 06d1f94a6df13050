using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>The rules of policies that mean something.</summary>
internal static class LiveRules
{
    private static readonly Directions[] s_directions = [Directions.Ingress, Directions.Egress];

    /// <summary>The directions a policy governs.</summary>
    public static IEnumerable<Directions> GovernedDirections(this Policy policy) => s_directions.Where(direction => policy.Governs.HasFlag(direction));

    /// <summary>The rules that were understood, of the directions that the policy governs.</summary>
    public static IEnumerable<(Directions Direction, Rule Rule)> RulesThatCount(this Policy policy) => policy.GovernedDirections()
        .SelectMany(direction => policy.Rules(direction).Where(rule => rule.Fault is null).Select(rule => (direction, rule)));

    /// <summary>The addresses of a side that is about addresses; null where it is not.</summary>
    public static Sets.AddressSet? Addresses(this PeerMatch side) => side.Nets is not { } nets ? null : side.NotNets is { } except ? nets.Subtract(except) : nets;
}
