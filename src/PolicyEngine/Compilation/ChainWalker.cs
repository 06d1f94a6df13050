using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Decides one half of one concrete flow by going through tiers, policies and rules in order. The first rule that
/// certainly matches decides; what is not understood may match or not, and when the two ways end differently the
/// outcome is unknown.
/// </summary>
internal sealed class ChainWalker<TSink>(PolicyChain chain, AddressClass self, AddressClass peer, TrafficPoint traffic, TSink sink)
    where TSink : ITraceSink
{
    private readonly AddressClass _source = chain.Direction == Directions.Ingress ? peer : self;
    private readonly AddressClass _destination = chain.Direction == Directions.Ingress ? self : peer;
    private readonly IpFamilies _family = peer.Family.AsSet();
    private Decision? _end;
    private Decision? _doubt;
    private bool _mayAllow;
    private bool _mayDeny;
    private bool _mayEnd;

    public Decision Walk()
    {
        bool arrives = WalkLead();
        foreach (TierSegment tier in chain.Tiers)
        {
            if (!arrives)
            {
                break;
            }

            arrives = WalkTier(tier);
        }

        foreach (CompiledProfile profile in chain.Profiles)
        {
            if (!arrives)
            {
                break;
            }

            arrives = WalkProfile(profile);
        }

        if (arrives)
        {
            End(chain.Form.End);
        }

        bool several = (_mayAllow && _mayDeny) || (_mayEnd && (_mayAllow || _mayDeny));
        return several ? _doubt! : _end!;
    }

    /// <summary>Whether the flow may go on to the policies.</summary>
    private bool WalkLead()
    {
        foreach (LeadRule lead in chain.Form.Lead)
        {
            Certainty matches = Matches(lead.Rule, out _);
            if (matches == Certainty.No)
            {
                continue;
            }

            sink.Lead(lead, matches);
            if (matches == Certainty.Yes)
            {
                End(lead.Decision);
                return false;
            }

            Doubt(Decisions.Unknown(null, null, lead.Rule));
            May(lead.Decision);
        }

        return true;
    }

    /// <summary>Whether the flow may go on to the next tier.</summary>
    private bool WalkTier(TierSegment segment)
    {
        sink.EnterTier(segment.Tier);
        bool passes = false;
        var misses = new TierMisses();
        foreach (ImmutableArray<CompiledPolicy> group in segment.Groups)
        {
            if (group.Length == 1 ? WalkPolicy(segment.Tier, group[0], ref misses, ref passes) : WalkTie(segment.Tier, group, ref misses, ref passes))
            {
                return passes;
            }
        }

        RuleAction action = segment.EndsWith == Certainty.No ? RuleAction.Pass : segment.Tier.DefaultAction;
        sink.LeaveTier(segment.Tier, action, segment.EndsWith);
        if (action == RuleAction.Pass)
        {
            return true;
        }

        if (segment.EndsWith == Certainty.Yes)
        {
            End(Decisions.EndOfTier(segment, misses));
            return passes;
        }

        _mayDeny = true;
        return true;
    }

    /// <summary>Whether a rule of the policy ends the walk of the tier.</summary>
    private bool WalkPolicy(Tier tier, CompiledPolicy policy, ref TierMisses misses, ref bool passes)
    {
        if (policy.Policy.IsStaged)
        {
            sink.SkipStaged(policy.Policy);
            return false;
        }

        if (policy.Policy.Fault is { } fault)
        {
            sink.DoubtPolicy(policy.Policy, fault);
            Doubt(Decisions.Unknown(tier, policy.Policy, fault));
            _mayAllow = true;
            _mayDeny |= policy.MayDeny;
            passes |= policy.MayDeny;
            return false;
        }

        if (chain.LeavesProtocolsOpen && policy.Policy.Name.IsAdditive && !traffic.Protocol.HasPorts)
        {
            sink.LeaveOpen(policy.Policy);
            Doubt(Decisions.Undefined(tier, policy.Policy));
            _mayAllow = _mayDeny = true;
        }

        return FirstMatch(tier, policy, ref misses, ref passes) is { } match && Apply(match.Rule, Certainty.Yes, match.Decision, ref passes);
    }

    /// <summary>As <see cref="WalkPolicy"/>, where any of several policies may be the one that decides.</summary>
    private bool WalkTie(Tier tier, ImmutableArray<CompiledPolicy> policies, ref TierMisses misses, ref bool passes)
    {
        var matches = new List<(CompiledRule Rule, Decision Decision)>();
        foreach (CompiledPolicy policy in policies)
        {
            if (FirstMatch(tier, policy, ref misses, ref passes) is { } match)
            {
                matches.Add(match);
            }
        }

        foreach ((CompiledRule _, Decision decision) in matches)
        {
            if (decision.Outcome != matches[0].Decision.Outcome)
            {
                Doubt(Decisions.Tie(matches[0].Decision, decision));
                foreach ((CompiledRule rule, Decision _) in matches)
                {
                    Apply(rule, Certainty.Maybe, null, ref passes);
                }

                return true;
            }
        }

        return matches.Count > 0 && Apply(matches[0].Rule, Certainty.Yes, matches[0].Decision, ref passes);
    }

    /// <summary>The first rule that certainly matches; those before it that may match are taken account of.</summary>
    private (CompiledRule Rule, Decision Decision)? FirstMatch(Tier tier, CompiledPolicy policy, ref TierMisses misses, ref bool passes)
    {
        ImmutableArray<CompiledRule> rules = policy.Rules(chain.Form);
        if (rules.IsEmpty)
        {
            sink.HasNoRule(policy.Policy);
        }

        foreach (CompiledRule rule in rules)
        {
            Certainty matches = Matches(rule, out RuleMiss miss);
            misses.Note(miss);
            sink.Consider(policy.Policy, null, rule, matches);
            if (matches == Certainty.No || rule.Rule.Action == RuleAction.Log)
            {
                continue;
            }

            Decision decision = Decisions.OfRule(tier, policy.Policy, rule.Rule);
            if (matches == Certainty.Yes)
            {
                return (rule, decision);
            }

            Apply(rule, matches, decision, ref passes);
        }

        return null;
    }

    private bool WalkProfile(CompiledProfile profile)
    {
        bool passes = false;
        foreach (CompiledRule rule in profile.Rules(chain.Form))
        {
            Certainty matches = Matches(rule, out _);
            sink.Consider(null, profile.Profile, rule, matches);
            if (Apply(rule, matches, Decisions.OfProfileRule(chain, profile, rule.Rule), ref passes))
            {
                return passes;
            }
        }

        return true;
    }

    /// <summary>
    /// Takes account of a rule that matches or may match. Whether it ends the walk of its tier or profile. Without a
    /// decision the doubt has been noted.
    /// </summary>
    private bool Apply(CompiledRule rule, Certainty matches, Decision? decision, ref bool passes)
    {
        if (matches == Certainty.No || rule.Rule.Action == RuleAction.Log)
        {
            return false;
        }

        if (matches == Certainty.Maybe && decision is not null)
        {
            Doubt(Decisions.Unknown(decision.Tier, decision.Policy, rule));
        }

        if (rule.Rule.Action == RuleAction.Pass)
        {
            passes = true;
        }
        else if (matches == Certainty.Yes)
        {
            End(decision!);
        }
        else if (rule.Rule.Action == RuleAction.Allow)
        {
            _mayAllow = true;
        }
        else
        {
            _mayDeny = true;
        }

        return matches == Certainty.Yes;
    }

    private Certainty Matches(CompiledRule rule, out RuleMiss miss)
    {
        miss = RuleMiss.Peer;
        Certainty holds = rule.Holds(_source, _destination, _family);
        if (holds == Certainty.No)
        {
            return Certainty.No;
        }

        TrafficSet admitted = rule.TrafficBetween(_source, _destination);
        miss = admitted.IsEmpty && (rule.NamesSourcePorts || rule.NamesDestinationPorts) ? RuleMiss.PortName : RuleMiss.Port;
        return admitted.Contains(traffic) ? holds : Certainty.No;
    }

    private void Doubt(Decision doubt) => _doubt ??= doubt;

    private void End(Decision decision)
    {
        _end ??= decision;
        May(decision);
    }

    private void May(Decision decision)
    {
        _mayAllow |= decision.Outcome == Outcome.Allow;
        _mayDeny |= decision.Outcome == Outcome.Deny;
        _mayEnd |= decision.IsNoVerdict;
    }
}
