using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>A message about a packet that was not sent on: type and code of both families.</summary>
internal readonly record struct IcmpError(byte Type, byte Code, byte TypeV6, byte CodeV6)
{
    /// <summary>The largest packet that the next link takes, where that is the reason.</summary>
    public int? Mtu { get; init; }
}

/// <summary>The messages that stacks send about packets.</summary>
internal static class IcmpErrors
{
    private const int QuotedOctets = 548;
    private const int QuotedOctetsV6 = 1232;

    public static IcmpError NetworkUnreachable { get; } = new(3, 0, 1, 0);

    public static IcmpError HostUnreachable { get; } = new(3, 1, 1, 3);

    public static IcmpError PortUnreachable { get; } = new(3, 3, 1, 4);

    public static IcmpError Prohibited { get; } = new(3, 13, 1, 1);

    public static IcmpError TimeExceeded { get; } = new(11, 0, 3, 0);

    public static IcmpError TooBig(int mtu) => new(3, 4, 2, 0) { Mtu = mtu };

    /// <summary>The message from <paramref name="own"/> to the sender of <paramref name="packet"/>.</summary>
    public static Packet About(Packet packet, IpAddress own, IcmpError error) => new(
        own,
        packet.Source,
        own.Family == IpFamily.V4 ? TrafficPoint.Icmp(Protocol.Icmp, error.Type, error.Code) : TrafficPoint.Icmp(Protocol.IcmpV6, error.TypeV6, error.CodeV6))
    {
        About = packet,
        NextHopMtu = error.Mtu,
        Length = packet.HeaderLength + Math.Min(packet.Length, own.Family == IpFamily.V4 ? QuotedOctets : QuotedOctetsV6) + 8,
        DontFragment = false,
    };
}
