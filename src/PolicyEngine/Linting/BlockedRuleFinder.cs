using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting;

/// <summary>
/// Finds rules that allow endpoints of the cluster what their other side denies, for every pair that they are about. Rules about
/// addresses, or about anyone, are left out: who else may come is not known.
/// </summary>
internal sealed class BlockedRuleFinder
{
    // Most rules are done with the first pair. One that is about more is left alone.
    private const int MaxPairs = 1_000;

    private readonly LintContext _context;
    private readonly BlockedRules? _earlier;
    private readonly PartiesBySelector _parties;
    private readonly Dictionary<(PolicyName Policy, string Path), (Party Self, Party Peer)> _passing = [];

    /// <param name="context">The input.</param>
    /// <param name="earlier">What was found before something changed; null where that is not known. What is seen to pass still is not looked for again.</param>
    public BlockedRuleFinder(LintContext context, BlockedRules? earlier) => (_context, _earlier, _parties) = (context, earlier, new PartiesBySelector(context));

    public BlockedRules Find()
    {
        ILookup<(PolicyName, string), Rule> written = _context.Policies
            .SelectMany(policy => policy.Ingress.Concat(policy.Egress).Select(rule => (policy.Name, rule)))
            .ToLookup(entry => (entry.Name, entry.rule.Path), entry => entry.rule);
        ImmutableArray<BlockedRule>.Builder blocked = ImmutableArray.CreateBuilder<BlockedRule>();
        foreach (RuleUse use in _context.RuleUses.Where(use => use.Kind == RuleUseKind.Decides && use.Rule.Action == RuleAction.Allow))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Rule[] rules = [.. written[(use.Policy.Name, use.Rule.Path)]];
            if (!PassesStill(use, rules) && Find(use, rules) is { } found)
            {
                blocked.Add(found);
            }
        }

        return new BlockedRules(blocked.ToImmutable(), _passing);
    }

    // Only pairs that would be looked at: a selector holds for the peer's own labels, not for those of a network set or a pod at its address. Where more than classes
    // decides, pairs are tried in the order in which they come, and not all of them.
    private bool PassesStill(RuleUse use, Rule[] rules)
    {
        if (_earlier is null || !_earlier.Passing.TryGetValue((use.Policy.Name, use.Rule.Path), out (Party Self, Party Peer) pair)
            || !pair.Self.IsPlain || !pair.Peer.IsPlain
            || _context.Snapshot.Parties.Find(pair.Self) is not { IsPlain: true, KnownEndpoint: { } own } self
            || _context.Snapshot.Parties.Find(pair.Peer) is not { IsPlain: true, KnownEndpoint: { } other } peer
            || !IsMeant(own, use.Policy.Subject) || !Array.Exists(rules, rule => rule.Peer(use.Direction).Selector is { } selector && IsMeant(other, selector))
            || AllowedBy(use, self, peer).Subtract(OtherSide(use, self, peer).Denied).IsEmpty)
        {
            return false;
        }

        _passing.Add((use.Policy.Name, use.Rule.Path), (self, peer));
        return true;
    }

    private static bool IsMeant(Endpoint endpoint, Selector selector) => endpoint is { IsGoverned: true, IsMissing: false } && selector.Matches(endpoint.Labels);

    private BlockedRule? Find(RuleUse use, Rule[] rules)
    {
        bool isIngress = use.Direction == Directions.Ingress;
        PeerMatch[] sides = [.. rules.Select(rule => rule.Peer(use.Direction))];
        if (sides.Any(side => side.Selector is null || side.Nets is not null || side.Nodes is not null))
        {
            return null;
        }

        Party[] own = _parties.Of(use.Policy.Subject);
        Party[] peers = sides is [var only] ? _parties.Of(only.Selector!) : PartiesBySelector.Different(sides.SelectMany(side => _parties.Of(side.Selector!)));
        if ((long)own.Length * peers.Length > MaxPairs)
        {
            return null;
        }

        BlockedRule? first = null;
        bool wantsOthers = false;
        foreach (Party self in own)
        {
            foreach (Party peer in peers)
            {
                if (self.Family != peer.Family || (self.Endpoint == peer.Endpoint && self.KnownEndpoint!.Kind != EndpointKind.Workload)
                    || AllowedBy(use, self, peer) is not { IsEmpty: false } allowed)
                {
                    continue;
                }

                DecisionTable other = OtherSide(use, self, peer);
                if (!allowed.Subtract(other.Denied).IsEmpty)
                {
                    _passing.Add((use.Policy.Name, use.Rule.Path), (self, peer));
                    return null;
                }

                wantsOthers |= other.Segments.Any(segment => segment.Decision is { Outcome: Outcome.Allow, Policy: not null, Rule: { } rule } && IsAboutEndpoints(rule, isIngress));
                TrafficPoint traffic = allowed.Lowest!.Value;
                first ??= new BlockedRule(use.Policy, use.Rule, isIngress ? new Flow(peer, self, traffic) : new Flow(self, peer, traffic), other.Find(traffic), false);
            }
        }

        return first is null ? null : first with { WantsOthers = wantsOthers };
    }

    private TrafficSet AllowedBy(RuleUse use, in Party self, in Party peer) => TrafficSet.Union(_context.Snapshot.Halves.OrdinaryTable(self, peer, use.Direction).Segments
        .Where(segment => segment.Decision.Outcome == Outcome.Allow && segment.Decision.Rule?.Path == use.Rule.Path && ReferenceEquals(segment.Decision.Policy, use.Policy))
        .Select(segment => segment.Region));

    private DecisionTable OtherSide(RuleUse use, in Party self, in Party peer) =>
        _context.Snapshot.Halves.OrdinaryTable(peer, self, use.Direction == Directions.Ingress ? Directions.Egress : Directions.Ingress);

    private static bool IsAboutEndpoints(Rule rule, bool isOfEgress) => (isOfEgress ? rule.Destination : rule.Source).Selector is not null;

    /// <summary>The endpoints that selectors hold for: two of those that nothing tells apart, of which one may be the peer of the other.</summary>
    private sealed class PartiesBySelector(LintContext context)
    {
        private readonly Dictionary<Endpoint, ImmutableArray<Party>> _parties = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Selector, Party[]> _known = [];

        public Party[] Of(Selector selector)
        {
            if (!_known.TryGetValue(selector, out Party[]? parties))
            {
                _known.Add(selector, parties = Different(context.EndpointsOf(selector).Where(endpoint => endpoint.IsGoverned).SelectMany(endpoint => PartiesOf(endpoint))));
            }

            return parties;
        }

        public static Party[] Different(IEnumerable<Party> parties) =>
            [.. parties.GroupBy(party => (party.AddressClass, party.IngressChain, party.EgressChain, party.IsPlain)).SelectMany(alike => alike.Take(2))];

        private ImmutableArray<Party> PartiesOf(Endpoint endpoint)
        {
            if (!_parties.TryGetValue(endpoint, out ImmutableArray<Party> parties))
            {
                _parties.Add(endpoint, parties = context.Snapshot.Parties.Of(context.Model.Endpoints.NumberOf(endpoint)));
            }

            return parties;
        }
    }
}
