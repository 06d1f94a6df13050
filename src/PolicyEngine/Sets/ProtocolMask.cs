using System.Runtime.InteropServices;

namespace PolicyEngine.Sets;

/// <summary>A set of protocols, one bit for each number.</summary>
/// <param name="Low">The bits of the protocols 0 to 127.</param>
/// <param name="High">The bits of the protocols 128 to 255.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProtocolMask(UInt128 Low, UInt128 High)
{
    public static ProtocolMask All => new(UInt128.MaxValue, UInt128.MaxValue);

    /// <summary>The protocols whose traffic has neither ports nor types.</summary>
    public static ProtocolMask WithoutFields { get; } =
        ~(Of(Protocol.Icmp) | Of(Protocol.Tcp) | Of(Protocol.Udp) | Of(Protocol.IcmpV6) | Of(Protocol.Sctp));

    public bool IsEmpty => Low == 0 && High == 0;

    public int Count => (int)(UInt128.PopCount(Low) + UInt128.PopCount(High));

    public static ProtocolMask Of(Protocol protocol) =>
        protocol.Number < 128
            ? new ProtocolMask(UInt128.One << protocol.Number, 0)
            : new ProtocolMask(0, UInt128.One << (protocol.Number - 128));

    public static ProtocolMask operator |(ProtocolMask left, ProtocolMask right) => new(left.Low | right.Low, left.High | right.High);

    public static ProtocolMask operator &(ProtocolMask left, ProtocolMask right) => new(left.Low & right.Low, left.High & right.High);

    public static ProtocolMask operator ~(ProtocolMask mask) => new(~mask.Low, ~mask.High);

    public bool Contains(Protocol protocol)
    {
        byte number = protocol.Number;
        UInt128 half = number < 128 ? Low : High;
        ulong quarter = (number & 64) == 0 ? (ulong)(half & ulong.MaxValue) : (ulong)(half >> 64);
        return ((quarter >> (number & 63)) & 1) != 0;
    }

    /// <summary>The protocols as maximal runs of numbers, in order.</summary>
    public IntervalSet<byte> ToIntervals()
    {
        var builder = new IntervalSetBuilder<byte>(4);
        for (int number = 0; number <= byte.MaxValue; number++)
        {
            if (Contains(new Protocol((byte)number)))
            {
                builder.Append((byte)number, (byte)number);
            }
        }

        return builder.Build();
    }
}
