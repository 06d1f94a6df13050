using System.Runtime.CompilerServices;

namespace PolicyEngine.Sets;

/// <summary>One place for each protocol whose traffic has fields: ICMP, TCP, UDP, ICMPv6, SCTP, in the order of their numbers.</summary>
[InlineArray(Count)]
internal struct PlaneSlots
{
    public const int Count = 5;

    /// <summary>What <see cref="Of"/> gives for a protocol without fields.</summary>
    public const int None = -1;

    private static readonly TrafficPlane s_allPorts = TrafficPlane.Product(IntervalSet<ushort>.Full, IntervalSet<ushort>.Full);

    private static readonly TrafficPlane s_allTypes = TrafficPlane.Product(IntervalSet<ushort>.Of(0, byte.MaxValue), IntervalSet<ushort>.Of(0, byte.MaxValue));

    private TrafficPlane? _first;

    /// <summary>The slot of a protocol.</summary>
    public static int Of(Protocol protocol) => protocol.Number switch
    {
        1 => 0,
        6 => 1,
        17 => 2,
        58 => 3,
        132 => 4,
        _ => None,
    };

    /// <summary>The protocol of a slot.</summary>
    public static Protocol Protocol(int slot) => slot switch
    {
        0 => Sets.Protocol.Icmp,
        1 => Sets.Protocol.Tcp,
        2 => Sets.Protocol.Udp,
        3 => Sets.Protocol.IcmpV6,
        _ => Sets.Protocol.Sctp,
    };

    /// <summary>Everything the protocol of a slot can carry.</summary>
    public static TrafficPlane Universe(int slot) => Protocol(slot).HasPorts ? s_allPorts : s_allTypes;
}
