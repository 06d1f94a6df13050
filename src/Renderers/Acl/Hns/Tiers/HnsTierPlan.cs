using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>
/// Chooses the tiers of an endpoint: those of its policies where they can be said and decide what is decided, else a single one of
/// what is decided.
/// </summary>
internal static class HnsTierPlan
{
    /// <param name="tiers">The tiers of all endpoints.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="decision">What is decided about it in one direction.</param>
    /// <param name="hosts">The addresses of the endpoint's node, from which it is always reached.</param>
    /// <param name="losses">Told what cannot be said exactly.</param>
    public static ImmutableArray<HnsTier> Of(EndpointTiers tiers, Endpoint endpoint, ScopeDecision decision, AddressSet hosts, LossCollector losses)
    {
        ImmutableArray<HnsTier> own = decision.Local.Lowest is { } address && decision.Local == AddressSet.Of(address) ? tiers.Of(endpoint, address, decision.Direction) : [];
        ImmutableArray<HnsTier> host = decision.Direction == Directions.Egress || hosts.IsEmpty ? [] : [HostTier(hosts)];
        return IsSayable(own) && IsDecided([.. host, .. own], decision) ? [.. host, .. own] : [.. host, Decided(decision, losses)];
    }

    private static HnsTier HostTier(AddressSet hosts) => new(
        "host",
        [
            new HnsTierRule("allow-host-to-endpoint", RuleAction.Allow, hosts, TrafficSet.All),
            new HnsTierRule("end", RuleAction.Pass, AddressSet.AllV4, TrafficSet.All),
        ]);

    // What passes behind the last tier nobody decides.
    private static bool IsSayable(ImmutableArray<HnsTier> tiers) =>
        !tiers.IsEmpty && !tiers[^1].Rules.Any(rule => rule.Action == RuleAction.Pass) && tiers.All(tier => tier.Rules.All(rule => AclTraffic.Of(rule.Traffic).All(traffic => HnsLists.ReasonAgainst(traffic) is null)));

    private static bool IsDecided(ImmutableArray<HnsTier> tiers, ScopeDecision decision)
    {
        ImmutableArray<AclLine> lines = [.. tiers.SelectMany((tier, place) => tier.Rules.Select(rule => LineOf(rule, place, decision)))];
        try
        {
            return new AclProof(decision, null).FindBeginning(lines, endsWithPermit: true, ([], []), tellsReplies: true) is null;
        }
        catch (TooComplexException)
        {
            return false;
        }
    }

    private static AclLine LineOf(HnsTierRule rule, int place, ScopeDecision decision)
    {
        (AddressSet sources, AddressSet destinations) = decision.Direction == Directions.Ingress ? (rule.Remote, decision.Local) : (decision.Local, rule.Remote);
        return new AclLine(rule.Action == RuleAction.Allow, sources, destinations, rule.Traffic, false, rule.Id) { Tier = place, IsPass = rule.Action == RuleAction.Pass };
    }

    private static HnsTier Decided(ScopeDecision decision, LossCollector losses)
    {
        AclPlan plan = AclPlan.Of(losses.Sayable(decision, HnsLists.ReasonAgainst), decision.Family);
        return new HnsTier(
            "decided",
            [
                .. plan.Plain.Select(permit => new HnsTierRule("permit", RuleAction.Allow, permit.Remote, permit.Traffic)),
                .. plan.Excepting.Select(step => new HnsTierRule(step.IsPermit ? "permit" : "except", step.IsPermit ? RuleAction.Allow : RuleAction.Deny, step.Remote, step.Traffic)),
                new HnsTierRule("end", RuleAction.Deny, AddressSet.AllV4, TrafficSet.All),
            ]);
    }
}
