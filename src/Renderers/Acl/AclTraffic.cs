using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Traffic as one line of an access list can say it.</summary>
/// <param name="Protocol">The protocol; null for all.</param>
/// <param name="Destination">The destination ports; full where any will do.</param>
/// <param name="Source">The source ports; full where any will do.</param>
/// <param name="IcmpType">The type of ICMP message; null for any.</param>
/// <param name="IcmpCode">Its code; null for any.</param>
internal readonly record struct AclTraffic(Protocol? Protocol, Interval<ushort> Destination, Interval<ushort> Source, byte? IcmpType, byte? IcmpCode)
{
    public static Interval<ushort> AnyPort { get; } = new(0, ushort.MaxValue);

    public static AclTraffic All { get; } = new(null, AnyPort, AnyPort, null, null);

    /// <summary>Whether it asks about ports.</summary>
    public bool HasPorts => !Destination.IsFull || !Source.IsFull;

    /// <summary>A point of it; where it is all protocols, UDP, which no target follows without state.</summary>
    public TrafficPoint Example => Protocol is { IsIcmp: true } icmp ? TrafficPoint.Icmp(icmp, IcmpType ?? 0, IcmpCode ?? 0)
        : Protocol is { HasPorts: false } other ? TrafficPoint.Other(other)
        : TrafficPoint.Ports(Protocol ?? PolicyEngine.Sets.Protocol.Udp, Destination.Low, Source.Low);

    /// <summary>The same traffic on its way back.</summary>
    public AclTraffic Returning => this with { Destination = Source, Source = Destination };

    /// <summary>All of it.</summary>
    public TrafficSet ToSet() => Protocol is not { } protocol ? TrafficSet.All
        : protocol.HasPorts ? TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(Destination.Low, Destination.High), IntervalSet<ushort>.Of(Source.Low, Source.High))
        : protocol.IsIcmp ? TrafficSet.Icmp(protocol, IcmpType, IcmpCode)
        : TrafficSet.ForProtocol(protocol);

    /// <summary>A set on its way back.</summary>
    public static TrafficSet ReturningOf(TrafficSet set) => TrafficSet.Union(Of(set).Select(traffic => traffic.Returning.ToSet()));

    /// <summary>The lines that say a set, in order of protocol and ports.</summary>
    public static IEnumerable<AclTraffic> Of(TrafficSet set)
    {
        if (set.IsAll)
        {
            yield return All;
            yield break;
        }

        foreach (TrafficBox box in set.Boxes)
        {
            for (int number = box.Protocols.Low; number <= box.Protocols.High; number++)
            {
                var protocol = new Protocol((byte)number);
                foreach (AclTraffic traffic in box.IsWholeProtocols ? [All with { Protocol = protocol }] : Within(protocol, box))
                {
                    yield return traffic;
                }
            }
        }
    }

    private static IEnumerable<AclTraffic> Within(Protocol protocol, TrafficBox box)
    {
        if (protocol.HasPorts)
        {
            return [new AclTraffic(protocol, box.Majors, box.Minors, null, null)];
        }

        bool anyCode = box.Minors.Low == 0 && box.Minors.High >= byte.MaxValue;
        return
            from type in Enumerable.Range(box.Majors.Low, Math.Min(box.Majors.High, byte.MaxValue) - box.Majors.Low + 1)
            from code in anyCode ? [-1] : Enumerable.Range(box.Minors.Low, Math.Min(box.Minors.High, byte.MaxValue) - box.Minors.Low + 1)
            select new AclTraffic(protocol, AnyPort, AnyPort, (byte)type, code < 0 ? null : (byte)code);
    }
}
