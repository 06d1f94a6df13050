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
    public ImmutableArray<CompiledPolicy> Policies { get; } = [.. Groups.SelectMany(group => group)];
}

/// <summary>Everything that decides one direction of an endpoint's traffic, in order. Endpoints governed alike share one.</summary>
internal sealed class PolicyChain
{
    private readonly Lazy<RuleIndex> _index;

    public PolicyChain(int place, ChainForm form, ImmutableArray<TierSegment> tiers, ImmutableArray<CompiledProfile> profiles, bool leavesProtocolsOpen = false)
    {
        (Form, Tiers, Profiles, LeavesProtocolsOpen) = (form, tiers, profiles, leavesProtocolsOpen);
        UsesSelf = RuleLists.Any(rules => rules.Any(TestsSelf));
        UsesPeer = RuleLists.Any(rules => rules.Any(TestsPeer));
        _index = new Lazy<RuleIndex>(() => new RuleIndex(RuleLists.SelectMany(rules => rules), Direction));
        Id = NumberAt(place);
    }

    private PolicyChain(PolicyChain same, int place)
    {
        (Form, Tiers, Profiles, LeavesProtocolsOpen) = (same.Form, same.Tiers, same.Profiles, same.LeavesProtocolsOpen);
        (UsesSelf, UsesPeer, _index) = (same.UsesSelf, same.UsesPeer, same._index);
        Id = NumberAt(place);
    }

    /// <summary>
    /// Its number: its place among all chains, and in the two lowest bits whether the peer's class matters and whether the
    /// endpoint's own does. That is known without a look at the chain.
    /// </summary>
    public int Id { get; }

    /// <summary>Whether it is open what NetworkPolicies make of protocols they do not speak of.</summary>
    public bool LeavesProtocolsOpen { get; }

    public ChainForm Form { get; }

    public Directions Direction => Form.Direction;

    public ImmutableArray<TierSegment> Tiers { get; }

    public ImmutableArray<CompiledProfile> Profiles { get; }

    /// <summary>Whether any rule has a condition on the endpoint's own side, so that its class matters too.</summary>
    public bool UsesSelf { get; }

    /// <summary>Whether any rule has a condition on the peer's side, or on the family, so that the peer's class matters.</summary>
    public bool UsesPeer { get; }

    /// <summary>The rules before all policies, then those of each policy and each profile, in order.</summary>
    public IEnumerable<ImmutableArray<CompiledRule>> RuleLists => Tiers
        .SelectMany(tier => tier.Policies)
        .Select(policy => policy.Rules(Form))
        .Concat(Profiles.Select(profile => profile.Rules(Form)))
        .Prepend(Form.LeadRules);

    /// <summary>All of these rules, and which of them may hold for whom. Made when the first table is.</summary>
    public RuleIndex Index => _index.Value;

    /// <summary>What rules in force ask of HTTP requests.</summary>
    public IEnumerable<HttpMatch> HttpMatches => Tiers
        .SelectMany(tier => tier.Policies)
        .Where(policy => !policy.Policy.IsStaged)
        .SelectMany(policy => policy.Policy.Rules(Direction))
        .Concat(Profiles.SelectMany(profile => profile.Profile.Ingress))
        .Select(rule => rule.Http)
        .OfType<HttpMatch>();

    /// <summary>The same at another place.</summary>
    public PolicyChain At(int place) => PlaceOf(Id) == place ? this : new PolicyChain(this, place);

    /// <summary>The place of a chain with a number.</summary>
    public static int PlaceOf(int id) => id >> 2;

    /// <summary>Whether the endpoint's own class matters to a chain with a number.</summary>
    public static bool UsesSelfOf(int id) => (id & 1) != 0;

    /// <summary>Whether the peer's class matters to a chain with a number.</summary>
    public static bool UsesPeerOf(int id) => (id & 2) != 0;

    private int NumberAt(int place) => (place << 2) | (UsesPeer ? 2 : 0) | (UsesSelf ? 1 : 0);

    private bool TestsSelf(CompiledRule rule) => Direction == Directions.Ingress ? TestsDestination(rule) : TestsSource(rule);

    private bool TestsPeer(CompiledRule rule) =>
        rule.Rule.Families != IpFamilies.Both || (Direction == Directions.Ingress ? TestsSource(rule) : TestsDestination(rule));

    private static bool TestsSource(CompiledRule rule) => !rule.Source.IsAny || rule.NamesSourcePorts;

    private static bool TestsDestination(CompiledRule rule) => !rule.Destination.IsAny || rule.NamesDestinationPorts;
}
