using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>The policies of one tier that govern an endpoint in one direction, in order.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Groups">
/// Its policies, staged ones included. A group of several is a tie: any of them may be consulted first, and nobody
/// knows which.
/// </param>
/// <param name="EndsWith">
/// Whether the tier's default action applies to what no rule decides: certainly, when a policy in force governs the
/// endpoint; maybe, when only policies that are not understood do; not, when all are staged.
/// </param>
internal sealed record TierSegment(Tier Tier, ImmutableArray<ImmutableArray<CompiledPolicy>> Groups, Certainty EndsWith)
{
    public IEnumerable<CompiledPolicy> Policies => Groups.SelectMany(group => group);
}

/// <summary>Everything that decides one direction of an endpoint's traffic, in order. Endpoints governed alike share one.</summary>
internal sealed class PolicyChain(int id, Directions direction, ImmutableArray<TierSegment> tiers, ImmutableArray<CompiledProfile> profiles)
{
    public int Id { get; } = id;

    public Directions Direction { get; } = direction;

    public ImmutableArray<TierSegment> Tiers { get; } = tiers;

    public ImmutableArray<CompiledProfile> Profiles { get; } = profiles;

    /// <summary>Whether any rule has a condition on the endpoint's own side, so that its class matters too.</summary>
    public bool UsesSelf { get; } = ListsOf(direction, tiers, profiles).Any(rules => rules.Any(rule => TestsSelf(rule, direction)));

    /// <summary>The rules of each policy, then of each profile, in order.</summary>
    public IEnumerable<ImmutableArray<CompiledRule>> RuleLists => ListsOf(Direction, Tiers, Profiles);

    private static IEnumerable<ImmutableArray<CompiledRule>> ListsOf(
        Directions direction, ImmutableArray<TierSegment> tiers, ImmutableArray<CompiledProfile> profiles) =>
        tiers.SelectMany(tier => tier.Policies)
            .Select(policy => policy.Rules(direction))
            .Concat(profiles.Select(profile => profile.Rules(direction)));

    private static bool TestsSelf(CompiledRule rule, Directions direction) => direction == Directions.Ingress
        ? !rule.Destination.IsAny || rule.NamesDestinationPorts
        : !rule.Source.IsAny || rule.NamesSourcePorts;
}
