using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Walks every chain once for each kind of peer that its rules can tell apart, and takes note of which rules get traffic. A
/// rule that does has a flow that was tried.
/// </summary>
internal sealed class RuleUseFinder
{
    private readonly PolicySnapshot _snapshot;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(PolicyName Policy, string Path), State> _states = [];
    private readonly PeerCandidates _peers;

    public RuleUseFinder(PolicySnapshot snapshot, CancellationToken cancellation)
    {
        (_snapshot, _cancellation) = (snapshot, cancellation);
        _peers = new PeerCandidates(snapshot);
    }

    public ImmutableArray<RuleUse> Find()
    {
        foreach (Policy policy in _snapshot.Model.Policies.Where(policy => !policy.IsStaged && policy.Fault is null))
        {
            foreach (Directions direction in (ReadOnlySpan<Directions>)[Directions.Ingress, Directions.Egress])
            {
                foreach (Rule rule in policy.Governs.HasFlag(direction) ? policy.Rules(direction) : [])
                {
                    _states.TryAdd((policy.Name, rule.Path), new State(policy, rule, direction));
                }
            }
        }

        foreach ((PolicyChain chain, List<Party> members) in Chains())
        {
            _cancellation.ThrowIfCancellationRequested();
            Walk(chain, members);
        }

        HashSet<PolicyName> ofHosts =
        [
            .. _snapshot.Graph.Hosts.SelectMany(host => host.All)
                .SelectMany(stage => _snapshot.Graph.Chain(stage.Chain).Tiers)
                .SelectMany(tier => tier.Policies)
                .Select(policy => policy.Policy.Name),
        ];
        return [.. _states.Select(entry => entry.Value.ToUse(ofHosts.Contains(entry.Key.Policy)))];
    }

    /// <summary>The chains of pods, each with those it belongs to.</summary>
    private IEnumerable<(PolicyChain Chain, List<Party> Members)> Chains()
    {
        var members = new SortedDictionary<int, List<Party>>();
        foreach (int index in _snapshot.Model.Endpoints.Numbers)
        {
            if (!_snapshot.Model.Endpoints[index].IsGoverned)
            {
                continue;
            }

            foreach (Party party in _snapshot.Parties.Of(index))
            {
                Add(party.IngressChain, party);
                Add(party.EgressChain, party);
            }
        }

        return members.Select(entry => (_snapshot.Graph.Chain(entry.Key), entry.Value));

        void Add(int chain, Party party)
        {
            if (!members.TryGetValue(chain, out List<Party>? list))
            {
                members.Add(chain, list = []);
            }

            list.Add(party);
        }
    }

    private void Walk(PolicyChain chain, List<Party> members)
    {
        if (chain.Tiers.IsEmpty)
        {
            return;
        }

        Party[] others = [.. _peers.Others(chain)];
        IEnumerable<IGrouping<(IpFamily, int), Party>> selves = members.GroupBy(member => (member.Family, chain.UsesSelf ? member.AddressClass : -1));
        foreach (IGrouping<(IpFamily Family, int Class), Party> alike in selves)
        {
            // Two of them suffice: one may be the peer.
            Party[] self = [.. alike.Take(2)];
            var seen = new HashSet<MatchKey>();
            foreach (Party[] peers in _peers.Endpoints(chain, alike.Key.Family))
            {
                if (PairOf(self, peers) is var (own, peer))
                {
                    Walk(chain, own, peer, seen);
                }
            }

            foreach (Party peer in others)
            {
                Walk(chain, self[0].Facing(peer), peer, seen);
            }
        }
    }

    private void Walk(PolicyChain chain, in Party own, in Party peer, HashSet<MatchKey> seen)
    {
        if (own.Family == peer.Family && MatchKey.Of(chain, own.Class, peer.Class) is { IsOfNoRule: false } key && seen.Add(key))
        {
            Note(chain, own, peer, DecisionTableBuilder.HitsOf(chain, own.Class, peer.Class, key));
        }
    }

    /// <summary>What an endpoint sends to itself no rule decides.</summary>
    private static (Party Own, Party Peer)? PairOf(Party[] self, Party[] peers)
    {
        foreach (Party own in self)
        {
            foreach (Party peer in peers)
            {
                if (own.Endpoint != peer.Endpoint || own.KnownEndpoint is { Kind: EndpointKind.Workload })
                {
                    return (own, peer);
                }
            }
        }

        return null;
    }

    private void Note(PolicyChain chain, in Party own, in Party peer, List<RuleHit> hits)
    {
        Span<RuleHit> all = CollectionsMarshal.AsSpan(hits);
        for (int place = 0; place < all.Length; place++)
        {
            ref readonly RuleHit hit = ref all[place];
            if (hit.Traffic.IsEmpty || !_states.TryGetValue((hit.Policy.Name, hit.Rule.Path), out State? state))
            {
                continue;
            }

            if (hit.Hit.IsEmpty)
            {
                state.Cover(all[..place], hit.Traffic);
            }
            else if (state.Witness is null)
            {
                state.MayDecide = true;
                if (hit.Holds == Certainty.Yes)
                {
                    state.Witness = Try(chain, own, peer, hit);
                }
            }
        }
    }

    /// <summary>A flow that the rule decides; null where something else does after all.</summary>
    private Flow? Try(PolicyChain chain, in Party own, in Party peer, in RuleHit hit)
    {
        bool isIngress = chain.Direction == Directions.Ingress;
        Policy policy = hit.Policy;
        Rule rule = hit.Rule;
        if (rule.Action is RuleAction.Pass or RuleAction.Log)
        {
            // What stands before the chain may decide first, or the node may not police the family at all.
            Flow flow = FlowOf(own, peer, isIngress, hit.Hit.Lowest!.Value);
            bool isAsked = own.IsPlain && peer.IsPlain
                && _snapshot.Halves.Explain(flow, chain.Direction).Steps.Any(step => ReferenceEquals(step.Policy, policy) && ReferenceEquals(step.Rule, rule) && step.Match == RuleMatch.Yes);
            return isAsked ? flow : null;
        }

        foreach ((TrafficSet region, Decision decision) in _snapshot.Halves.OrdinaryTable(own, peer, chain.Direction).Segments)
        {
            if (ReferenceEquals(decision.Rule, rule) && ReferenceEquals(decision.Policy, policy) && decision.Outcome is Outcome.Allow or Outcome.Deny)
            {
                return FlowOf(own, peer, isIngress, region.Lowest!.Value);
            }
        }

        return null;
    }

    private static Flow FlowOf(in Party own, in Party peer, bool isIngress, TrafficPoint traffic) => isIngress ? new Flow(peer, own, traffic) : new Flow(own, peer, traffic);

    /// <summary>What is known so far of one written rule.</summary>
    private sealed class State(Policy policy, Rule rule, Directions direction)
    {
        private readonly List<DecidingRule> _covers = [];

        public bool MayDecide { get; set; }

        public Flow? Witness { get; set; }

        public void Cover(ReadOnlySpan<RuleHit> earlier, TrafficSet traffic)
        {
            // Once it decides something nobody asks what covers the rest.
            for (int place = 0; place < earlier.Length && !MayDecide; place++)
            {
                ref readonly RuleHit hit = ref earlier[place];
                if (!hit.Hit.IsEmpty && hit.Rule.Action != RuleAction.Log && !hit.Hit.Intersect(traffic).IsEmpty && !Has(hit.Rule))
                {
                    _covers.Add(new DecidingRule(hit.Policy, hit.Rule));
                }
            }
        }

        public RuleUse ToUse(bool mayBeOfHosts)
        {
            RuleUseKind kind = Witness is not null ? RuleUseKind.Decides
                : MayDecide || mayBeOfHosts ? RuleUseKind.MayDecide
                : _covers.Count > 0 ? RuleUseKind.Covered
                : RuleUseKind.Unmatched;
            return new RuleUse(policy, rule, direction, kind) { Witness = Witness, CoveredBy = kind == RuleUseKind.Covered ? [.. _covers] : [] };
        }

        private bool Has(Rule covering) => _covers.Exists(known => known.Rule.Path == covering.Path && known.Rule.Span == covering.Span);
    }
}
