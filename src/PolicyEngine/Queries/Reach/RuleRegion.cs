using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>
/// What a rule matches at most, whatever the cluster holds: conditions that only a cluster can answer are left out, and then
/// nobody can say that it matches all of this.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Direction">The direction of the rule.</param>
/// <param name="Index">The rule's place among those of its direction.</param>
/// <param name="Own">The conditions on the endpoint that the policy governs.</param>
/// <param name="Peer">The conditions on the other side.</param>
/// <param name="Traffic">The traffic it matches at most.</param>
/// <param name="IsExact">Whether it certainly matches all of that.</param>
internal sealed record RuleRegion(Policy Policy, Directions Direction, int Index, PeerMatch Own, PeerMatch Peer, TrafficSet Traffic, bool IsExact)
{
    /// <summary>The rule.</summary>
    public Rule Rule => Policy.Rules(Direction)[Index];

    /// <summary>The addresses of the governed endpoint that it admits at most; the families follow from the other side.</summary>
    public AddressSet OwnAddresses { get; } = Addresses(Own, IpFamilies.Both);

    /// <summary>The addresses of the other side that it admits at most.</summary>
    public AddressSet PeerAddresses { get; } = Addresses(Peer, Policy.Rules(Direction)[Index].Families);

    /// <summary>Those of the rules of a policy but those that only log.</summary>
    public static ImmutableArray<RuleRegion> Of(Policy policy, Directions direction) =>
    [
        .. Enumerable.Range(0, policy.Rules(direction).Length)
            .Where(index => policy.Rules(direction)[index].Action != RuleAction.Log)
            .Select(index => Of(policy, direction, index)),
    ];

    /// <summary>Whether it may match some of the traffic of an example.</summary>
    public bool MayMatch(RuleExample example) =>
        Traffic.Overlaps(example.Traffic) && PeerAddresses.Overlaps(example.PeerAddresses) && MayMatch(Peer, example.Peer) && MayMatch(Own, example.Governed);

    private static RuleRegion Of(Policy policy, Directions direction, int index)
    {
        Rule rule = policy.Rules(direction)[index];
        (PeerMatch own, PeerMatch peer) = (rule.Own(direction), rule.Peer(direction));
        TrafficSet traffic = Narrow(Narrow(rule.Traffic, rule.Source), rule.Destination);
        bool isExact = rule.Fault is null && rule.Http is null && IsExactSide(own) && IsExactSide(peer);
        return new RuleRegion(policy, direction, index, own, peer, traffic, isExact);
    }

    private static bool MayMatch(PeerMatch side, LabelSet? labels) =>
        (side.Selector is not { } selector || (labels is not null && selector.Matches(labels)))
        && (side.NotSelector is not { } excluded || labels is null || !excluded.Matches(labels));

    // What one side admits at most, in the families that the rule is in force for.
    private static AddressSet Addresses(PeerMatch side, IpFamilies families)
    {
        AddressSet addresses = families switch
        {
            IpFamilies.None => AddressSet.Empty,
            IpFamilies.V4 => AddressSet.AllV4,
            IpFamilies.V6 => AddressSet.AllV6,
            _ => AddressSet.All,
        };
        addresses = side.Nets is { } nets && !side.IsByAddress ? addresses.Intersect(nets) : addresses;
        return side.NotNets is { } excluded ? addresses.Subtract(excluded) : addresses;
    }

    // An address that several hold satisfies a selector when one holder does, and so may fail a negated one against all odds.
    private static bool IsExactSide(PeerMatch side) =>
        side is { NotSelector: null, Nodes: null, Service: null, Domains.IsEmpty: true, IsByAddress: false } && NamesNothing(side.Ports) && NamesNothing(side.NotPorts);

    private static bool NamesNothing(PortMatch? ports) => ports?.Names.IsDefaultOrEmpty != false;

    // A port that is named may be any one.
    private static TrafficSet Narrow(TrafficSet traffic, PeerMatch side)
    {
        if (side.Ports is { } ports)
        {
            traffic = traffic.Intersect(TrafficSet.Union(ports.Names.IsDefaultOrEmpty ? [ports.Numbers] : [ports.Numbers, .. ports.Names.SelectMany(Any)]));
        }

        return side.NotPorts is { } excluded ? traffic.Subtract(excluded.Numbers) : traffic;

        static IEnumerable<TrafficSet> Any(NamedPort named) => named.Protocol is { } only
            ? [TrafficSet.ForProtocol(only)]
            : [TrafficSet.ForProtocol(Protocol.Tcp), TrafficSet.ForProtocol(Protocol.Udp), TrafficSet.ForProtocol(Protocol.Sctp)];
    }
}
