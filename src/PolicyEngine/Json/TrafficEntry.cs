using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>A line of a table of connections: a protocol and, where not all of it is meant, what of it.</summary>
/// <param name="Protocol">A protocol's name, numbers of protocols without name, or <c>any</c>.</param>
/// <param name="Majors">Ports or ICMP types; null for all.</param>
/// <param name="Minors">Source ports or ICMP codes; null for all.</param>
/// <param name="IsIcmp">Whether the numbers are types and codes.</param>
internal sealed record TrafficEntry(string Protocol, string? Majors, string? Minors, bool IsIcmp)
{
    // The order in which people look.
    private static readonly ImmutableArray<Protocol> s_named =
        [Sets.Protocol.Tcp, Sets.Protocol.Udp, Sets.Protocol.Sctp, Sets.Protocol.Icmp, Sets.Protocol.IcmpV6, Sets.Protocol.UdpLite];

    /// <summary>The entries that make up a set; equal sets have the same ones.</summary>
    public static IEnumerable<TrafficEntry> Of(TrafficSet traffic)
    {
        if (traffic.IsAll)
        {
            return [new TrafficEntry("any", null, null, false)];
        }

        TrafficBox[] boxes = [.. traffic.Boxes];
        return s_named.SelectMany(protocol => OfProtocol(protocol, boxes)).Concat(OfOthers(boxes));
    }

    private static IEnumerable<TrafficEntry> OfProtocol(Protocol protocol, TrafficBox[] boxes)
    {
        TrafficBox[] own = [.. boxes.Where(box => box.Protocols.Contains(protocol.Number))];
        if (own is [{ IsWholeProtocols: true }])
        {
            return [new TrafficEntry(protocol.Name, null, null, protocol.IsIcmp)];
        }

        // Majors with the same minors are one entry, wherever they stand.
        return own.GroupBy(box => box.Majors)
            .Select(boxesOfMajors => (Majors: boxesOfMajors.Key, Minors: IntervalSet<ushort>.FromIntervals(boxesOfMajors.Select(box => box.Minors))))
            .GroupBy(pair => pair.Minors, pair => pair.Majors)
            .Select(group => new TrafficEntry(
                protocol.Name, Text(protocol, IntervalSet<ushort>.FromIntervals(group)), Text(protocol, group.Key), protocol.IsIcmp));
    }

    private static IEnumerable<TrafficEntry> OfOthers(TrafficBox[] boxes)
    {
        var named = IntervalSet<byte>.FromIntervals(s_named.Select(protocol => new Interval<byte>(protocol.Number, protocol.Number)));
        IntervalSet<byte> others = IntervalSet<byte>.FromIntervals(boxes.Select(box => box.Protocols)).Subtract(named);
        return others.IsEmpty ? [] : [new TrafficEntry(others.ToString(), null, null, false)];
    }

    private static string? Text(Protocol protocol, IntervalSet<ushort> numbers) =>
        numbers.Intervals is [{ Low: 0 } only] && only.High == (protocol.IsIcmp ? byte.MaxValue : ushort.MaxValue) ? null : numbers.ToString();
}
