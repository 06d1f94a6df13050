using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>The policies of one tier that govern an endpoint in one direction, in order.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Policies">Its policies, staged ones included.</param>
/// <param name="EndsWith">
/// Whether the tier's default action applies to what no rule decides: certainly, when a policy in force governs the
/// endpoint; maybe, when only policies that are not understood do; not, when all are staged.
/// </param>
internal sealed record TierSegment(Tier Tier, ImmutableArray<CompiledPolicy> Policies, Certainty EndsWith);

/// <summary>Everything that decides one direction of an endpoint's traffic, in order. Endpoints governed alike share one.</summary>
internal sealed class PolicyChain(int id, Directions direction, ImmutableArray<TierSegment> tiers, ImmutableArray<CompiledProfile> profiles)
{
    public int Id { get; } = id;

    public Directions Direction { get; } = direction;

    public ImmutableArray<TierSegment> Tiers { get; } = tiers;

    public ImmutableArray<CompiledProfile> Profiles { get; } = profiles;

    /// <summary>Whether any rule has a condition on the endpoint's own side, so that its class matters too.</summary>
    public bool UsesSelf { get; } = AllRules(direction, tiers, profiles).Any(rule => TestsSelf(rule, direction));

    public IEnumerable<CompiledRule> Rules => AllRules(Direction, Tiers, Profiles);

    private static IEnumerable<CompiledRule> AllRules(
        Directions direction, ImmutableArray<TierSegment> tiers, ImmutableArray<CompiledProfile> profiles) =>
        tiers.SelectMany(tier => tier.Policies)
            .SelectMany(policy => policy.Rules(direction))
            .Concat(profiles.SelectMany(profile => profile.Rules(direction)));

    private static bool TestsSelf(CompiledRule rule, Directions direction) => direction == Directions.Ingress
        ? !rule.Destination.IsAny || rule.NamesDestinationPorts
        : !rule.Source.IsAny || rule.NamesSourcePorts;
}
