using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>The addresses and ports by which a packet belongs to a connection.</summary>
/// <param name="Source">The source.</param>
/// <param name="Destination">The destination.</param>
/// <param name="Traffic">Protocol and ports.</param>
internal readonly record struct ConnectionTuple(IpAddress Source, IpAddress Destination, TrafficPoint Traffic)
{
    private const ushort EchoReply = 0;
    private const ushort EchoRequest = 8;
    private const ushort EchoRequestV6 = 128;
    private const ushort EchoReplyV6 = 129;

    public static ConnectionTuple Of(Packet packet) => new(packet.Source, packet.Destination, packet.Traffic);

    /// <summary>The tuple of what comes back.</summary>
    public ConnectionTuple Reverse => new(Destination, Source, ReverseOf(Traffic));

    public Packet ApplyTo(Packet packet) => packet with { Source = Source, Destination = Destination, Traffic = Traffic };

    /// <summary>What comes back as the answer to a kind of packet.</summary>
    public static TrafficPoint ReverseOf(TrafficPoint traffic) => (traffic.Protocol, traffic.Major) switch
    {
        ({ IsIcmp: false }, _) => new TrafficPoint(traffic.Protocol, traffic.Minor, traffic.Major),
        ({ Number: 1 }, EchoRequest) => TrafficPoint.Icmp(Protocol.Icmp, (byte)EchoReply),
        ({ Number: 1 }, EchoReply) => TrafficPoint.Icmp(Protocol.Icmp, (byte)EchoRequest),
        ({ Number: 58 }, EchoRequestV6) => TrafficPoint.Icmp(Protocol.IcmpV6, (byte)EchoReplyV6),
        ({ Number: 58 }, EchoReplyV6) => TrafficPoint.Icmp(Protocol.IcmpV6, (byte)EchoRequestV6),
        _ => traffic,
    };
}
