using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting;

/// <summary>
/// Finds rules that allow endpoints of the cluster what their other side denies, for every pair that they are about. Rules about
/// addresses, or about anyone, are left out: who else may come is not known.
/// </summary>
internal static class BlockedRules
{
    // Most rules are done with the first pair. One that is about more is left alone.
    private const int MaxPairs = 1_000;

    public static ImmutableArray<BlockedRule> In(LintContext context)
    {
        ILookup<(PolicyName, string), Rule> written = context.Policies
            .SelectMany(policy => policy.Ingress.Concat(policy.Egress).Select(rule => (policy.Name, rule)))
            .ToLookup(entry => (entry.Name, entry.rule.Path), entry => entry.rule);
        ImmutableArray<BlockedRule>.Builder blocked = ImmutableArray.CreateBuilder<BlockedRule>();
        var parties = new PartiesByEndpoint(context.Snapshot);
        foreach (RuleUse use in context.RuleUses.Where(use => use.Kind == RuleUseKind.Decides && use.Rule.Action == RuleAction.Allow))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Find(context, use, [.. written[(use.Policy.Name, use.Rule.Path)]], parties) is { } found)
            {
                blocked.Add(found);
            }
        }

        return blocked.ToImmutable();
    }

    private static BlockedRule? Find(LintContext context, RuleUse use, Rule[] rules, PartiesByEndpoint parties)
    {
        bool isIngress = use.Direction == Directions.Ingress;
        PeerMatch[] sides = [.. rules.Select(rule => rule.Peer(use.Direction))];
        if (sides.Any(side => side.Selector is null || side.Nets is not null || side.Nodes is not null))
        {
            return null;
        }

        Party[] own = [.. parties.Of(context.EndpointsOf(use.Policy.Subject))];
        Party[] peers = [.. parties.Of(sides.SelectMany(side => context.EndpointsOf(side.Selector!)))];
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
                if (self.Family != peer.Family || (self.Endpoint == peer.Endpoint && self.KnownEndpoint!.Kind != EndpointKind.Workload))
                {
                    continue;
                }

                TrafficSet allowed = TrafficSet.Union(context.Snapshot.Halves.OrdinaryTable(self, peer, use.Direction).Segments
                    .Where(segment => segment.Decision.Outcome == Outcome.Allow && segment.Decision.Rule?.Path == use.Rule.Path && ReferenceEquals(segment.Decision.Policy, use.Policy))
                    .Select(segment => segment.Region));
                if (allowed.IsEmpty)
                {
                    continue;
                }

                DecisionTable other = context.Snapshot.Halves.OrdinaryTable(peer, self, isIngress ? Directions.Egress : Directions.Ingress);
                if (!allowed.Subtract(other.Denied).IsEmpty)
                {
                    return null;
                }

                wantsOthers |= other.Segments.Any(segment => segment.Decision is { Outcome: Outcome.Allow, Policy: not null, Rule: { } rule } && IsAboutEndpoints(rule, isIngress));
                TrafficPoint traffic = allowed.Lowest!.Value;
                first ??= new BlockedRule(use.Policy, use.Rule, isIngress ? new Flow(peer, self, traffic) : new Flow(self, peer, traffic), other.Find(traffic), false);
            }
        }

        return first is null ? null : first with { WantsOthers = wantsOthers };
    }

    private static bool IsAboutEndpoints(Rule rule, bool isOfEgress) => (isOfEgress ? rule.Destination : rule.Source).Selector is not null;

    /// <summary>Endpoints that nothing tells apart count once.</summary>
    private sealed class PartiesByEndpoint(PolicySnapshot snapshot)
    {
        public IEnumerable<Party> Of(IEnumerable<Endpoint> endpoints) => endpoints
            .Where(endpoint => endpoint.IsGoverned)
            .SelectMany(endpoint => snapshot.Parties.Of(snapshot.Model.Endpoints.NumberOf(endpoint)))
            .GroupBy(party => (party.AddressClass, party.IngressChain, party.EgressChain))
            .SelectMany(alike => alike.Take(2));
    }
}
