using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>
/// The ports of one protocol that a rule is about. Kubernetes' policies list ports of several protocols, each of which becomes
/// a rule of its own for Calico (<c>libcalico-go/lib/backend/k8s/conversion</c>).
/// </summary>
/// <param name="Protocol">The protocol's name or number as Felix writes it; null for any.</param>
/// <param name="Known">The same, understood.</param>
/// <param name="Source">What is asked of the source port.</param>
/// <param name="Destination">What is asked of the destination port.</param>
internal sealed record ProtocolPorts(string? Protocol, Protocol? Known, PortMatch? Source, PortMatch? Destination)
{
    private static readonly PortMatch s_none = new(TrafficSet.Empty, []);

    /// <summary>What a rule asks that has a protocol for all its ports.</summary>
    public static ProtocolPorts OfRule(Rule rule) => new(
        rule.Written.Protocol?.ToLowerInvariant(),
        Sets.Protocol.TryParse(rule.Written.Protocol, out Protocol protocol) ? protocol : null,
        rule.Source.Ports,
        rule.Destination.Ports);

    /// <summary>What a rule asks that lists protocols with its ports, by protocol, those without one first.</summary>
    public static IReadOnlyList<ProtocolPorts> ByProtocol(Rule rule)
    {
        if (rule.Destination.Ports is not { } ports)
        {
            return [OfRule(rule)];
        }

        IEnumerable<Protocol?> protocols = ports.Listed.Select(range => range.Protocol).Concat(ports.Names.Select(name => name.Protocol)).Distinct();
        return
        [
            .. protocols.OrderBy(protocol => protocol?.Name ?? "", StringComparer.Ordinal)
                .Select(protocol => new ProtocolPorts(protocol?.Name.ToLowerInvariant(), protocol, null, Of(ports, protocol))),
        ];
    }

    private static PortMatch Of(PortMatch ports, Protocol? protocol)
    {
        ImmutableArray<NumberedPorts> own = [.. ports.Listed.Where(range => range.Protocol == protocol)];
        if (protocol is { } known && own.Contains(NumberedPorts.All(known)))
        {
            return s_none;
        }

        ImmutableArray<NamedPort> names = [.. ports.Names.Where(name => name.Protocol == protocol)];
        return new PortMatch(TrafficSet.Empty, names) { Listed = Simplified(own, own.Length + names.Length) };
    }

    /// <summary>As few ranges as can be, in order; a list of one port is left as it is.</summary>
    private static ImmutableArray<NumberedPorts> Simplified(ImmutableArray<NumberedPorts> ranges, int count) => count <= 1 ? ranges :
    [
        .. IntervalSet<ushort>.FromIntervals(ranges.Select(range => new Interval<ushort>(range.Low, range.High))).Intervals
            .Select(interval => new NumberedPorts(null, interval.Low, interval.High)),
    ];
}
