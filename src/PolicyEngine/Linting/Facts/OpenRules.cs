using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>
/// Finds the rules that allow all or all public addresses, by set algebra: blocks less their exceptions, network sets, less what
/// earlier rules of the policy take away, and unions of rules. Only what really is let through counts.
/// </summary>
internal sealed class OpenRules
{
    // Rules beyond these count one by one.
    private const int MaxRegions = 64;

    private readonly LintContext _context;
    private readonly GovernedPods _pods;
    private readonly Strangers _strangers;
    private readonly IpFamilies _families;
    private readonly Dictionary<Selector, AddressSet> _networkSets = [];

    public OpenRules(LintContext context)
    {
        (_context, _pods, _strangers) = (context, context.Facts.Pods, context.Facts.Strangers);
        _families = context.Snapshot.Graph.Cluster.AssumedFamilies;
        All = [.. context.Policies
            .Where(policy => !policy.IsStaged && policy.Stage == PolicyStage.Normal && !context.IsSystem(policy.Name.Namespace))
            .SelectMany(policy => new[] { Directions.Ingress, Directions.Egress }.Where(direction => policy.Governs.HasFlag(direction)).SelectMany(direction => In(policy, direction)))];
    }

    /// <summary>They, in the order of the policies.</summary>
    public ImmutableArray<OpenRule> All { get; }

    /// <summary>Those of one direction, by policy.</summary>
    public IEnumerable<IGrouping<Policy, OpenRule>> ByPolicy(Directions direction) => All.Where(open => open.Direction == direction).GroupBy<OpenRule, Policy>(open => open.Policy, ReferenceEqualityComparer.Instance);

    private List<OpenRule> In(Policy policy, Directions direction)
    {
        // Most rules are about some pods, or some addresses.
        if (!HoldsWorld(AddressSet.FromRanges(policy.Rules(direction).Where(rule => rule.Action == RuleAction.Allow).SelectMany(rule => AddressesOf(rule.Peer(direction), rule.Families).Ranges))))
        {
            return [];
        }

        var found = new List<OpenRule>();
        Dictionary<string, List<Reach>> written = Reaches(policy, direction);
        foreach ((string path, List<Reach> reaches) in written)
        {
            if (WorldOf(reaches) is { IsEmpty: false } world)
            {
                found.Add(new OpenRule(policy, direction, policy.Rules(direction).First(rule => rule.Path == path), Where(reaches, IsEverybody), world));
            }
        }

        if (written.Count > 1)
        {
            Reach[] all = [.. written.Values.SelectMany(reaches => reaches)];
            TrafficSet rest = WorldOf(all).Subtract(TrafficSet.Union(found.Select(open => open.ToWorld)));
            if (!rest.IsEmpty)
            {
                found.Add(new OpenRule(policy, direction, null, Where(all, IsEverybody).Intersect(rest), rest));
            }
        }

        return found.Count > 0 && IsEffective(policy, direction) ? found : [];
    }

    /// <summary>What each written rule allows, as far as it is said by addresses.</summary>
    private Dictionary<string, List<Reach>> Reaches(Policy policy, Directions direction)
    {
        var written = new Dictionary<string, List<Reach>>(StringComparer.Ordinal);
        var taken = new List<Reach>();
        foreach (Rule rule in policy.Rules(direction))
        {
            PeerMatch peer = rule.Peer(direction);
            AddressSet addresses = AddressesOf(peer, rule.Families);
            TrafficSet traffic = TrafficOf(policy, rule, direction);
            if (rule.Action is RuleAction.Deny or RuleAction.Pass)
            {
                taken.Add(new Reach(rule.Fault is null ? traffic : TrafficSet.All, rule.Fault is null ? addresses : AddressSet.All, false));
            }
            else if (rule is { Action: RuleAction.Allow, Fault: null, Http: null } && rule.Own(direction).IsAnyone() && !addresses.IsEmpty && !traffic.IsEmpty)
            {
                if (!written.TryGetValue(rule.Path, out List<Reach>? reaches))
                {
                    reaches = [];
                    written.Add(rule.Path, reaches);
                }

                bool matchesPods = peer is { Selector: null, NotSelector: null } && (peer.Nets is null || !_context.Model.Profile.BlocksAreOutside);
                reaches.AddRange(Without(taken, new Reach(traffic, addresses, matchesPods)));
            }
        }

        return written;
    }

    private static IEnumerable<Reach> Without(List<Reach> taken, Reach reach)
    {
        IEnumerable<Reach> left = [reach];
        foreach (Reach earlier in taken.Where(earlier => earlier.Traffic.Overlaps(reach.Traffic) && earlier.Addresses.Overlaps(reach.Addresses)))
        {
            left =
            [
                .. left.SelectMany(part => new[]
                {
                    part with { Traffic = part.Traffic.Subtract(earlier.Traffic) },
                    part with { Traffic = part.Traffic.Intersect(earlier.Traffic), Addresses = part.Addresses.Subtract(earlier.Addresses) },
                }).Where(part => !part.Traffic.IsEmpty && !part.Addresses.IsEmpty),
            ];
        }

        return left;
    }

    private TrafficSet WorldOf(IReadOnlyCollection<Reach> reaches) => Where(reaches, reach => HoldsWorld(reach.Addresses));

    private bool HoldsWorld(AddressSet addresses) =>
        (_families.HasFlag(IpFamilies.V4) && PublicAddresses.V4.IsSubsetOf(addresses)) || (_families.HasFlag(IpFamilies.V6) && PublicAddresses.V6.IsSubsetOf(addresses));

    /// <summary>The traffic of which what all reaches together allow satisfies a condition.</summary>
    private static TrafficSet Where(IReadOnlyCollection<Reach> reaches, Func<Reach, bool> holds)
    {
        // What not even all addresses together satisfy, no part of them does.
        AddressSet widest = AddressSet.FromRanges(reaches.SelectMany(reach => reach.Addresses.Ranges));
        if (!holds(new Reach(TrafficSet.All, widest, true)))
        {
            return TrafficSet.Empty;
        }

        TrafficSet found = TrafficSet.Union(reaches.Where(holds).Select(reach => reach.Traffic));
        var regions = new List<Reach> { new(TrafficSet.All, AddressSet.Empty, true) };
        foreach (Reach reach in reaches.Where(reach => !reach.Traffic.IsSubsetOf(found)))
        {
            regions =
            [
                .. regions
                    .SelectMany(region => new[]
                    {
                        region with { Traffic = region.Traffic.Subtract(reach.Traffic) },
                        new Reach(region.Traffic.Intersect(reach.Traffic), region.Addresses.Union(reach.Addresses), region.MatchesPods && reach.MatchesPods),
                    })
                    .Where(region => !region.Traffic.IsEmpty)
                    .GroupBy(region => (region.Addresses, region.MatchesPods))
                    .Select(alike => new Reach(TrafficSet.Union(alike.Select(region => region.Traffic)), alike.Key.Addresses, alike.Key.MatchesPods)),
            ];
            if (regions.Count > MaxRegions)
            {
                break;
            }
        }

        return found.Union(TrafficSet.Union(regions.Where(holds).Select(region => region.Traffic)));
    }

    private bool IsEverybody(Reach reach) => reach.MatchesPods
        && (!_families.HasFlag(IpFamilies.V4) || reach.Addresses.V4.IsFull)
        && (!_families.HasFlag(IpFamilies.V6) || reach.Addresses.V6.IsFull);

    /// <summary>The addresses that a peer is known to be, whatever they belong to.</summary>
    private AddressSet AddressesOf(PeerMatch peer, IpFamilies families)
    {
        if (!peer.Domains.IsEmpty || peer.Nodes is not null || peer.Service is not null)
        {
            return AddressSet.Empty;
        }

        AddressSet addresses = peer.Selector is { } selector ? NetworkSets(selector) : AddressSet.All;
        addresses = peer.NotSelector is { } excluded ? addresses.Subtract(NetworkSets(excluded)) : addresses;
        addresses = peer.Nets is { } nets ? addresses.Intersect(nets) : addresses;
        addresses = peer.NotNets is { } notNets ? addresses.Subtract(notNets) : addresses;
        return families switch
        {
            IpFamilies.V4 => addresses.Intersect(AddressSet.AllV4),
            IpFamilies.V6 => addresses.Intersect(AddressSet.AllV6),
            IpFamilies.None => AddressSet.Empty,
            _ => addresses,
        };
    }

    private AddressSet NetworkSets(Selector selector)
    {
        if (!_networkSets.TryGetValue(selector, out AddressSet? known))
        {
            known = _context.Model.NetworkSets.Where(set => selector.Matches(set.Labels)).Aggregate(AddressSet.Empty, (all, set) => all.Union(set.Addresses));
            _networkSets.Add(selector, known);
        }

        return known;
    }

    /// <summary>The traffic of a rule; ports that it names are those of the policy's own pods.</summary>
    private TrafficSet TrafficOf(Policy policy, Rule rule, Directions direction)
    {
        if (direction != Directions.Ingress || rule.Destination.Ports is not { Names.IsEmpty: false } ports)
        {
            return rule.TrafficByNumber();
        }

        IEnumerable<TrafficSet> named = _pods.Subjects(policy)
            .SelectMany(pod => pod.Endpoint.Ports)
            .Distinct()
            .Where(port => ports.Names.Any(name => name.Name == port.Name && (name.Protocol is null || name.Protocol == port.Protocol)))
            .Select(port => TrafficSet.Ports(port.Protocol, IntervalSet<ushort>.Of(port.Number)));
        return (rule with { Destination = rule.Destination with { Ports = new PortMatch(ports.Numbers.Union(TrafficSet.Union(named)), []) } }).TrafficByNumber();
    }

    /// <summary>Whether some pod lets a stranger through because of the policy, and no earlier tier or policy stands before it. Without pods nobody knows better.</summary>
    private bool IsEffective(Policy policy, Directions direction)
    {
        EvaluationGraph graph = _context.Snapshot.Graph;
        ImmutableArray<GovernedPod> pods = _pods.Subjects(policy);
        return _pods.All.IsEmpty || pods.DistinctBy(pod => pod.Chain(direction).Id).Any(pod => new[] { IpFamily.V4, IpFamily.V6 }
            .Where(family => pod.Sides.Class(family) >= 0)
            .Any(family => new[] { _strangers.Outside(family), _strangers.Pod(family) }
                .Any(peer => graph.Table(pod.Chain(direction).Id, graph.Classes[pod.Sides.Class(family)], peer).Segments
                    .Any(segment => segment.Decision.Outcome == Outcome.Allow && ReferenceEquals(segment.Decision.Policy, policy)))));
    }

    /// <summary>Traffic with addresses.</summary>
    /// <param name="Traffic">The traffic.</param>
    /// <param name="Addresses">The addresses.</param>
    /// <param name="MatchesPods">Whether pods with such addresses are meant too.</param>
    private sealed record Reach(TrafficSet Traffic, AddressSet Addresses, bool MatchesPods);
}
