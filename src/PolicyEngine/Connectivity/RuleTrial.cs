using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Tries whether rules decide flows of a snapshot.</summary>
internal sealed class RuleTrial(PolicySnapshot snapshot)
{
    /// <summary>A flow that a rule decides which decided one before; null where that was not found at once.</summary>
    /// <param name="use">What it did.</param>
    /// <param name="changes">What differs from the snapshot in which it did that; null where that is too much to say.</param>
    public Flow? Repeat(RuleUse use, EndpointChanges? changes)
    {
        if (use.Witness is not { } earlier || snapshot.Parties.Find(earlier.Source) is not { } source || snapshot.Parties.Find(earlier.Destination) is not { } destination)
        {
            return null;
        }

        // Where more than classes decides, or addresses outside are tried, only some flows are ever tried, in the order in which they come.
        Flow flow = earlier with { Source = source, Destination = destination };
        bool isAlike = changes is not null && changes.AreSame(earlier.Source, source) && changes.AreSame(earlier.Destination, destination) && AreAlike(earlier, flow, use.Direction);
        if (!ArePlain(earlier) || !ArePlain(flow) || (!isAlike && (source.Endpoint == Party.NoEndpoint || destination.Endpoint == Party.NoEndpoint)))
        {
            return null;
        }

        (Party own, Party peer) = use.Direction == Directions.Ingress ? (destination, source) : (source, destination);
        return isAlike ? flow
            : IsPassed(use.Rule) ? Asked(flow, use.Direction, use.Policy, use.Rule)
            : Decided(own, peer, use.Direction, use.Policy, use.Rule);
    }

    /// <summary>A flow that the rule decides; null where something else does after all.</summary>
    public Flow? Of(PolicyChain chain, in Party own, in Party peer, in RuleHit hit) => IsPassed(hit.Rule)
        ? Asked(FlowOf(own, peer, chain.Direction, hit.Hit.Lowest!.Value), chain.Direction, hit.Policy, hit.Rule)
        : Decided(own, peer, chain.Direction, hit.Policy, hit.Rule);

    /// <summary>Whether chains and classes are all that decides about a flow.</summary>
    private static bool ArePlain(in Flow flow) => flow.Source.IsPlain && flow.Destination.IsPlain;

    /// <summary>Whether the same chain decides a half of two flows.</summary>
    private static bool AreAlike(in Flow one, in Flow other, Directions direction) =>
        ChainOf(one, direction) is { } chain && ReferenceEquals(chain.Index, ChainOf(other, direction)?.Index);

    private static PolicyChain? ChainOf(in Flow flow, Directions direction)
    {
        Party own = direction == Directions.Ingress ? flow.Destination : flow.Source;
        return own.Chain(direction) is >= 0 and var chain ? own.Graph.Chain(chain) : null;
    }

    private Flow? Decided(in Party own, in Party peer, Directions direction, Policy policy, Rule rule)
    {
        foreach ((TrafficSet region, Decision decision) in snapshot.Halves.OrdinaryTable(own, peer, direction).Segments)
        {
            if (decision.Rule?.Path == rule.Path && ReferenceEquals(decision.Policy, policy) && decision.Outcome is Outcome.Allow or Outcome.Deny)
            {
                return FlowOf(own, peer, direction, region.Lowest!.Value);
            }
        }

        return null;
    }

    /// <summary>The flow where it gets to a rule and matches it. Where more than classes decides, what stands before the chain may decide first: nothing is said of those.</summary>
    private Flow? Asked(in Flow flow, Directions direction, Policy policy, Rule rule)
    {
        bool isAsked = ArePlain(flow)
            && snapshot.Halves.Explain(flow, direction).Steps.Any(step => ReferenceEquals(step.Policy, policy) && step.Rule?.Path == rule.Path && step.Match == RuleMatch.Yes);
        return isAsked ? flow : null;
    }

    private static bool IsPassed(Rule rule) => rule.Action is RuleAction.Pass or RuleAction.Log;

    private static Flow FlowOf(in Party own, in Party peer, Directions direction, TrafficPoint traffic) =>
        direction == Directions.Ingress ? new Flow(peer, own, traffic) : new Flow(own, peer, traffic);
}
