using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>Traffic of one protocol, as rules name it.</summary>
/// <param name="Protocol">The protocol; null for all traffic.</param>
/// <param name="Majors">Destination ports or ICMP types; empty for all.</param>
/// <param name="Minors">Source ports or ICMP codes; null for all.</param>
internal sealed record TrafficTerm(Protocol? Protocol, ImmutableArray<Interval<ushort>> Majors, Interval<ushort>? Minors)
{
    /// <summary>The terms that together are the traffic; null where they would be very many.</summary>
    public static ImmutableArray<TrafficTerm>? Of(TrafficSet traffic)
    {
        if (traffic.IsAll)
        {
            return [new TrafficTerm(null, [], null)];
        }

        TrafficBox[] boxes = [.. traffic.Boxes];
        if (boxes.Any(box => box.Protocols.Low != box.Protocols.High))
        {
            return null;
        }

        return
        [
            .. boxes
                .GroupBy(box => (box.Protocols.Low, IsWhole: box.IsWholeProtocols, box.Minors))
                .Select(group => Of(new Protocol(group.Key.Low), group.Key.IsWhole, group.Key.Minors, group)),
        ];
    }

    private static TrafficTerm Of(Protocol protocol, bool isWhole, Interval<ushort> minors, IEnumerable<TrafficBox> boxes)
    {
        if (isWhole)
        {
            return new TrafficTerm(protocol, [], null);
        }

        ushort highest = protocol.IsIcmp ? byte.MaxValue : ushort.MaxValue;
        Interval<ushort>[] majors = [.. boxes.Select(box => box.Majors)];
        return new TrafficTerm(
            protocol,
            majors is [{ Low: 0 } only] && only.High == highest ? [] : [.. majors],
            minors.Low == 0 && minors.High == highest ? null : minors);
    }
}
