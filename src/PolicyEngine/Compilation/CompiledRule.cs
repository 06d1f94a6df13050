using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>A rule with its conditions numbered and, where no port is named, its traffic worked out.</summary>
internal sealed class CompiledRule
{
    private readonly TrafficSet? _fixedTraffic;

    public CompiledRule(Rule rule, PredicateTable predicates, bool isOfNetworkPolicy = false)
    {
        Rule = rule;
        Source = CompiledPeer.Compile(rule.Source, predicates, isOfNetworkPolicy);
        Destination = CompiledPeer.Compile(rule.Destination, predicates, isOfNetworkPolicy);
        NamesSourcePorts = Names(rule.Source);
        NamesDestinationPorts = Names(rule.Destination);
        if (!NamesSourcePorts && !NamesDestinationPorts)
        {
            _fixedTraffic = Narrow(Narrow(rule.Traffic, rule.Source, null), rule.Destination, null);
        }
    }

    public Rule Rule { get; }

    public CompiledPeer Source { get; }

    public CompiledPeer Destination { get; }

    /// <summary>The side of the traffic that is not the governed endpoint.</summary>
    public CompiledPeer Peer(Directions direction) => direction == Directions.Ingress ? Source : Destination;

    public bool NamesSourcePorts { get; }

    public bool NamesDestinationPorts { get; }

    /// <summary>Whether the rule asks for more of an HTTP request than is known of it.</summary>
    public bool DependsOnRequest { get; init; }

    /// <summary>The rule as packet filters see it, where it asks for another HTTP request; null elsewhere.</summary>
    public CompiledRule? AtFilter { get; init; }

    /// <summary>Whether the rule applies to traffic between two addresses, whatever its protocol and ports.</summary>
    public Certainty Holds(AddressClass source, AddressClass destination, IpFamilies family)
    {
        if (!Rule.Families.HasFlag(family))
        {
            return Certainty.No;
        }

        Certainty from = source.Satisfies(Source);
        Certainty to = from == Certainty.No ? Certainty.No : destination.Satisfies(Destination);
        Certainty both = from < to ? from : to;
        return (Rule.Fault is not null || DependsOnRequest) && both == Certainty.Yes ? Certainty.Maybe : both;
    }

    /// <summary>The traffic the rule matches between two addresses, their named ports resolved.</summary>
    public TrafficSet TrafficBetween(AddressClass source, AddressClass destination)
    {
        if (_fixedTraffic is not null)
        {
            return _fixedTraffic;
        }

        TrafficSet traffic = Narrow(Rule.Traffic, Rule.Source, ports => source.Resolve(ports, Source.Selector, asSource: true));
        return Narrow(traffic, Rule.Destination, ports => destination.Resolve(ports, Destination.Selector, asSource: false));
    }

    private static bool Names(PeerMatch side) => side.Ports?.Names.IsDefaultOrEmpty == false || side.NotPorts?.Names.IsDefaultOrEmpty == false;

    private static TrafficSet Narrow(TrafficSet traffic, PeerMatch side, Func<PortMatch, TrafficSet>? resolve)
    {
        if (side.Ports is { } ports)
        {
            traffic = traffic.Intersect(resolve?.Invoke(ports) ?? ports.Numbers);
        }

        return side.NotPorts is { } excluded ? traffic.Subtract(resolve?.Invoke(excluded) ?? excluded.Numbers) : traffic;
    }
}
