using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Walks one chain for all traffic at once. Each step keeps the set of traffic that may still arrive there; what is
/// not understood lets traffic both match and go on, so that a point may have several possible outcomes.
/// </summary>
internal sealed class DecisionTableBuilder
{
    private static readonly TrafficSet s_withPorts = TrafficSet.Union(new[] { Protocol.Tcp, Protocol.Udp, Protocol.Sctp }.Select(TrafficSet.ForProtocol));

    private readonly List<(TrafficSet Region, Decision Decision)> _terminals = [];
    private readonly List<(TrafficSet Region, Decision Decision)> _doubts = [];
    private readonly PolicyChain _chain;
    private readonly AddressClass _source;
    private readonly AddressClass _destination;
    private readonly (int Number, Certainty Holds)[] _matches;
    private readonly List<TrafficSet> _mayAllow = [];
    private readonly List<TrafficSet> _mayDeny = [];
    private readonly List<TrafficSet> _mayEnd = [];
    private List<RuleHit>? _hits;
    private int _last = int.MaxValue;
    private int _nextMatch;
    private int _rulesPassed;

    private DecisionTableBuilder(PolicyChain chain, AddressClass self, AddressClass peer, MatchKey matches)
    {
        _chain = chain;
        _matches = [.. matches.Rules];
        (_source, _destination) = chain.Direction == Directions.Ingress ? (peer, self) : (self, peer);
    }

    /// <summary>The table of a chain between two classes, of which <paramref name="matches"/> says which rules hold.</summary>
    public static DecisionTable Build(PolicyChain chain, AddressClass self, AddressClass peer, MatchKey matches) =>
        new DecisionTableBuilder(chain, self, peer, matches).Walk().ToTable();

    /// <summary>What the rules of policies get to see on the way to that table, in order.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="self">The class of the endpoint it belongs to.</param>
    /// <param name="peer">The class of the other side.</param>
    /// <param name="matches">Which of its rules hold between them.</param>
    /// <param name="last">The number of the last rule of interest.</param>
    public static List<RuleHit> HitsOf(PolicyChain chain, AddressClass self, AddressClass peer, MatchKey matches, int last)
    {
        var hits = new List<RuleHit>();
        new DecisionTableBuilder(chain, self, peer, matches) { _hits = hits, _last = last }.Walk();
        return hits;
    }

    private DecisionTableBuilder Walk()
    {
        TrafficSet reach = WalkLead(TrafficSet.All);
        foreach (TierSegment tier in _chain.Tiers)
        {
            if (_rulesPassed > _last)
            {
                return this;
            }

            reach = WalkTier(tier, reach);
        }

        foreach (CompiledProfile profile in _chain.Profiles)
        {
            TrafficSet passed = TrafficSet.Empty;
            foreach ((CompiledRule rule, Certainty holds) in Matching(profile.Rules(_chain.Form)))
            {
                (reach, passed) = WalkRule(rule, holds, Decisions.OfProfileRule(_chain, profile, rule.Rule), reach, passed, out _);
            }

            reach = reach.Union(passed);
        }

        End(reach, _chain.Form.End);
        return this;
    }

    private DecisionTable ToTable() => new(Assemble());

    private TrafficSet WalkLead(TrafficSet reach)
    {
        int first = _nextMatch;
        (CompiledRule Rule, Certainty Holds)[] matching = Matching(_chain.Form.LeadRules);
        for (int index = 0; index < matching.Length; index++)
        {
            Decision decision = _chain.Form.Lead[_matches[first + index].Number].Decision;
            TrafficSet hit = matching[index].Rule.TrafficBetween(_source, _destination).Intersect(reach);
            if (matching[index].Holds == Certainty.Yes)
            {
                End(hit, decision);
                reach = reach.Subtract(hit);
            }
            else if (!hit.IsEmpty)
            {
                Doubt(hit, Decisions.Unknown(null, null, matching[index].Rule));
                MayBe(decision).Add(hit);
            }
        }

        return reach;
    }

    private TrafficSet WalkTier(TierSegment segment, TrafficSet reach)
    {
        TrafficSet next = TrafficSet.Empty;
        var misses = new TierMisses();
        foreach (ImmutableArray<CompiledPolicy> group in segment.Groups)
        {
            if (_rulesPassed > _last)
            {
                return TrafficSet.Empty;
            }

            (reach, next) = group.Length == 1
                ? WalkPolicy(segment.Tier, group[0], reach, next, ref misses)
                : WalkTie(segment.Tier, group, reach, next, ref misses);
        }

        if (segment.Tier.DefaultAction == RuleAction.Pass || segment.EndsWith == Certainty.No)
        {
            return next.Union(reach);
        }

        Decision denial = Decisions.EndOfTier(segment, misses);
        if (segment.EndsWith == Certainty.Yes)
        {
            End(reach, denial);
            return next;
        }

        _mayDeny.Add(reach);
        return next.Union(reach);
    }

    private (TrafficSet Reach, TrafficSet Next) WalkPolicy(
        Tier tier, CompiledPolicy policy, TrafficSet reach, TrafficSet next, ref TierMisses misses)
    {
        ImmutableArray<CompiledRule> rules = policy.Rules(_chain.Form);
        (CompiledRule Rule, Certainty Holds)[] matching = Matching(rules);
        if (policy.Policy.IsStaged || (reach.IsEmpty && _hits is null))
        {
            return (reach, next);
        }

        if (policy.Policy.Fault is not null)
        {
            Doubt(reach, Decisions.Unknown(tier, policy.Policy, policy.Policy.Fault));
            _mayAllow.Add(reach);
            if (policy.MayDeny)
            {
                _mayDeny.Add(reach);
                next = next.Union(reach);
            }

            return (reach, next);
        }

        if (_chain.LeavesProtocolsOpen && policy.Policy.Name.IsAdditive && reach.Subtract(s_withPorts) is { IsEmpty: false } open)
        {
            Doubt(open, Decisions.Undefined(tier, policy.Policy));
            _mayAllow.Add(open);
            _mayDeny.Add(open);
        }

        if (!rules.IsEmpty)
        {
            misses.Note(RuleMiss.Peer);
        }

        foreach ((CompiledRule rule, Certainty holds) in matching)
        {
            (reach, next) = WalkRule(rule, holds, Decisions.OfRule(tier, policy.Policy, rule.Rule), reach, next, out RuleMiss miss);
            misses.Note(miss);
        }

        return (reach, next);
    }

    /// <summary>As <see cref="WalkPolicy"/>, where any of several policies may be the one that decides.</summary>
    private (TrafficSet Reach, TrafficSet Next) WalkTie(
        Tier tier, ImmutableArray<CompiledPolicy> policies, TrafficSet reach, TrafficSet next, ref TierMisses misses)
    {
        var hits = new List<(TrafficSet Traffic, RuleAction Action, Decision Decision)>();
        var ties = new List<(TrafficSet Traffic, Decision Decision)>();
        TrafficSet decided = TrafficSet.Empty;
        foreach (CompiledPolicy policy in policies)
        {
            int earlier = hits.Count;
            TrafficSet rest = reach;
            foreach ((CompiledRule rule, Certainty holds) in Matching(policy.Rules(_chain.Form)))
            {
                Decision decision = Decisions.OfRule(tier, policy.Policy, rule.Rule);
                TrafficSet traffic = rule.TrafficBetween(_source, _destination);
                TrafficSet hit = traffic.Intersect(rest);
                if (holds == Certainty.Maybe)
                {
                    (rest, next) = WalkRule(rule, holds, decision, rest, next, out _);
                }
                else if (rule.Rule.Action != RuleAction.Log)
                {
                    _hits?.Add(new RuleHit(policy.Policy, rule.Rule, traffic, hit, holds));
                    if (hit.IsEmpty)
                    {
                        continue;
                    }

                    foreach ((TrafficSet other, RuleAction action, Decision alternative) in hits.Take(earlier).Where(other => other.Action != rule.Rule.Action))
                    {
                        ties.Add((other.Intersect(hit), Decisions.Tie(alternative, decision)));
                    }

                    hits.Add((hit, rule.Rule.Action, decision));
                    rest = rest.Subtract(hit);
                }
            }
        }

        _doubts.AddRange(ties.Where(tie => !tie.Traffic.IsEmpty));
        TrafficSet ambiguous = TrafficSet.Union(ties.Select(tie => tie.Traffic));
        misses.Note(RuleMiss.Peer);
        foreach ((TrafficSet traffic, RuleAction action, Decision decision) in hits)
        {
            if (action == RuleAction.Pass)
            {
                next = next.Union(traffic);
            }
            else
            {
                (action == RuleAction.Allow ? _mayAllow : _mayDeny).Add(traffic);
                if (traffic.Subtract(ambiguous).Subtract(decided) is { IsEmpty: false } terminal)
                {
                    _terminals.Add((terminal, decision));
                }
            }

            decided = decided.Union(traffic);
        }

        return (reach.Subtract(decided), next);
    }

    /// <summary>Those of the next rules of the chain that hold or may hold. To be called for each list of rules, in the chain's order.</summary>
    private (CompiledRule Rule, Certainty Holds)[] Matching(ImmutableArray<CompiledRule> rules)
    {
        int first = _nextMatch;
        while (_nextMatch < _matches.Length && _matches[_nextMatch].Number < _rulesPassed + rules.Length)
        {
            _nextMatch++;
        }

        (CompiledRule, Certainty)[] matching = _nextMatch == first ? [] : new (CompiledRule, Certainty)[_nextMatch - first];
        for (int index = 0; index < matching.Length; index++)
        {
            (int number, Certainty holds) = _matches[first + index];
            matching[index] = (rules[number - _rulesPassed], holds);
        }

        _rulesPassed += rules.Length;
        return matching;
    }

    private (TrafficSet Reach, TrafficSet Next) WalkRule(
        CompiledRule rule, Certainty holds, Decision decision, TrafficSet reach, TrafficSet next, out RuleMiss miss)
    {
        TrafficSet traffic = rule.TrafficBetween(_source, _destination);
        miss = traffic.IsEmpty && (rule.NamesSourcePorts || rule.NamesDestinationPorts) ? RuleMiss.PortName : RuleMiss.Port;
        TrafficSet hit = traffic.Intersect(reach);
        if (decision.Policy is { } policy)
        {
            _hits?.Add(new RuleHit(policy, rule.Rule, traffic, hit, holds));
        }

        if (hit.IsEmpty || rule.Rule.Action == RuleAction.Log)
        {
            return (reach, next);
        }

        if (holds == Certainty.Maybe)
        {
            Doubt(hit, Decisions.Unknown(decision.Tier, decision.Policy, rule));
        }

        switch (rule.Rule.Action)
        {
            case RuleAction.Allow:
                _mayAllow.Add(hit);
                break;
            case RuleAction.Deny:
                _mayDeny.Add(hit);
                break;
            default:
                next = next.Union(hit);
                break;
        }

        if (holds == Certainty.Maybe)
        {
            return (reach, next);
        }

        if (rule.Rule.Action != RuleAction.Pass)
        {
            _terminals.Add((hit, decision));
        }

        return (reach.Subtract(hit), next);
    }

    private void End(TrafficSet reach, Decision decision)
    {
        if (reach.IsEmpty)
        {
            return;
        }

        _terminals.Add((reach, decision));
        MayBe(decision).Add(reach);
    }

    private List<TrafficSet> MayBe(Decision decision) =>
        decision.IsNoVerdict ? _mayEnd : decision.Outcome == Outcome.Allow ? _mayAllow : _mayDeny;

    private void Doubt(TrafficSet region, Decision decision) => _doubts.Add((region, decision));

    /// <summary>Where both outcomes are possible the first doubt speaks, elsewhere the first terminal.</summary>
    private ImmutableArray<(TrafficSet Region, Decision Decision)> Assemble()
    {
        // Without doubt nothing arrives twice: the terminals are disjoint and cover all traffic.
        if (_doubts.Count == 0)
        {
            return [.. _terminals];
        }

        TrafficSet allowed = TrafficSet.Union(_mayAllow);
        TrafficSet denied = TrafficSet.Union(_mayDeny);
        TrafficSet unknown = allowed.Intersect(denied).Union(TrafficSet.Union(_mayEnd).Intersect(allowed.Union(denied)));
        TrafficSet open = TrafficSet.All;
        ImmutableArray<(TrafficSet, Decision)>.Builder segments = ImmutableArray.CreateBuilder<(TrafficSet, Decision)>();
        if (!unknown.IsEmpty)
        {
            foreach ((TrafficSet region, Decision decision) in _doubts)
            {
                Take(region.Intersect(unknown), decision);
            }
        }

        foreach ((TrafficSet region, Decision decision) in _terminals)
        {
            Take(region, decision);
        }

        return segments.ToImmutable();

        void Take(TrafficSet region, Decision decision)
        {
            TrafficSet taken = region.Intersect(open);
            if (!taken.IsEmpty)
            {
                open = open.Subtract(taken);
                segments.Add((taken, decision));
            }
        }
    }
}
