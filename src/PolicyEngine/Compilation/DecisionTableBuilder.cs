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
    private readonly List<(TrafficSet Region, Decision Decision)> _terminals = [];
    private readonly List<(TrafficSet Region, Decision Decision)> _doubts = [];
    private readonly PolicyChain _chain;
    private readonly AddressClass _source;
    private readonly AddressClass _destination;
    private readonly IpFamilies _family;
    private readonly List<TrafficSet> _mayAllow = [];
    private readonly List<TrafficSet> _mayDeny = [];

    private DecisionTableBuilder(PolicyChain chain, AddressClass self, AddressClass peer)
    {
        _chain = chain;
        (_source, _destination) = chain.Direction == Directions.Ingress ? (peer, self) : (self, peer);
        _family = peer.Family == IpFamily.V4 ? IpFamilies.V4 : IpFamilies.V6;
    }

    public static DecisionTable Build(PolicyChain chain, AddressClass self, AddressClass peer) =>
        new DecisionTableBuilder(chain, self, peer).Build();

    private DecisionTable Build()
    {
        TrafficSet reach = TrafficSet.All;
        foreach (TierSegment tier in _chain.Tiers)
        {
            reach = WalkTier(tier, reach);
        }

        foreach (CompiledProfile profile in _chain.Profiles)
        {
            TrafficSet passed = TrafficSet.Empty;
            foreach (CompiledRule rule in profile.Rules(_chain.Direction))
            {
                (reach, passed) = WalkRule(rule, Decisions.OfProfileRule(_chain, profile, rule.Rule), reach, passed, out _);
            }

            reach = reach.Union(passed);
        }

        End(reach, Decisions.EndOfProfiles);
        return new DecisionTable(Assemble());
    }

    private TrafficSet WalkTier(TierSegment segment, TrafficSet reach)
    {
        TrafficSet next = TrafficSet.Empty;
        var misses = new TierMisses();
        foreach (CompiledPolicy policy in segment.Policies)
        {
            if (policy.Policy.IsStaged || reach.IsEmpty)
            {
                continue;
            }

            if (policy.Policy.Fault is not null)
            {
                Doubt(reach, Decisions.Unknown(segment.Tier, policy.Policy, null, policy.Policy.Fault));
                _mayAllow.Add(reach);
                if (policy.MayDeny)
                {
                    _mayDeny.Add(reach);
                    next = next.Union(reach);
                }

                continue;
            }

            foreach (CompiledRule rule in policy.Rules(_chain.Direction))
            {
                (reach, next) = WalkRule(rule, Decisions.OfRule(segment.Tier, policy.Policy, rule.Rule), reach, next, out RuleMiss miss);
                misses.Note(miss);
            }
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

    private (TrafficSet Reach, TrafficSet Next) WalkRule(
        CompiledRule rule, Decision decision, TrafficSet reach, TrafficSet next, out RuleMiss miss)
    {
        miss = RuleMiss.Peer;
        Certainty certainty = Satisfied(rule);
        if (certainty == Certainty.No)
        {
            return (reach, next);
        }

        TrafficSet traffic = rule.TrafficBetween(_source, _destination);
        miss = traffic.IsEmpty && (rule.NamesSourcePorts || rule.NamesDestinationPorts) ? RuleMiss.PortName : RuleMiss.Port;
        TrafficSet hit = traffic.Intersect(reach);
        if (hit.IsEmpty || rule.Rule.Action == RuleAction.Log)
        {
            return (reach, next);
        }

        if (certainty == Certainty.Maybe)
        {
            Doubt(hit, Decisions.Unknown(decision.Tier, decision.Policy, rule.Rule, rule.Rule.Fault));
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

        if (certainty == Certainty.Maybe)
        {
            return (reach, next);
        }

        if (rule.Rule.Action != RuleAction.Pass)
        {
            _terminals.Add((hit, decision));
        }

        return (reach.Subtract(hit), next);
    }

    private Certainty Satisfied(CompiledRule rule)
    {
        if (!rule.Rule.Families.HasFlag(_family))
        {
            return Certainty.No;
        }

        Certainty source = _source.Satisfies(rule.Source);
        Certainty destination = source == Certainty.No ? Certainty.No : _destination.Satisfies(rule.Destination);
        Certainty both = source < destination ? source : destination;
        return rule.Rule.Fault is not null && both == Certainty.Yes ? Certainty.Maybe : both;
    }

    private void End(TrafficSet reach, Decision decision)
    {
        if (reach.IsEmpty)
        {
            return;
        }

        _terminals.Add((reach, decision));
        if (decision.Outcome == Outcome.Allow)
        {
            _mayAllow.Add(reach);
        }
        else
        {
            _mayDeny.Add(reach);
        }
    }

    private void Doubt(TrafficSet region, Decision decision) => _doubts.Add((region, decision));

    /// <summary>Where both outcomes are possible the first doubt speaks, elsewhere the first terminal.</summary>
    private ImmutableArray<(TrafficSet Region, Decision Decision)> Assemble()
    {
        // Without doubt nothing arrives twice: the terminals are disjoint and cover all traffic.
        if (_doubts.Count == 0)
        {
            return [.. _terminals];
        }

        TrafficSet unknown = TrafficSet.Union(_mayAllow).Intersect(TrafficSet.Union(_mayDeny));
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
