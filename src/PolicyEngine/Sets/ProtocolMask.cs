using System.Numerics;

namespace PolicyEngine.Sets;

/// <summary>A set of protocols, one bit for each number.</summary>
/// <param name="First">The bits of the protocols 0 to 63.</param>
/// <param name="Second">The bits of the protocols 64 to 127.</param>
/// <param name="Third">The bits of the protocols 128 to 191.</param>
/// <param name="Fourth">The bits of the protocols 192 to 255.</param>
internal readonly record struct ProtocolMask(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public static ProtocolMask All => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>The protocols whose traffic has neither ports nor types.</summary>
    public static ProtocolMask WithoutFields { get; } =
        ~(Of(Protocol.Icmp) | Of(Protocol.Tcp) | Of(Protocol.Udp) | Of(Protocol.IcmpV6) | Of(Protocol.Sctp));

    public bool IsEmpty => (First | Second | Third | Fourth) == 0;

    public int Count =>
        BitOperations.PopCount(First) + BitOperations.PopCount(Second) + BitOperations.PopCount(Third) + BitOperations.PopCount(Fourth);

    public static ProtocolMask Of(Protocol protocol)
    {
        ulong bit = 1ul << (protocol.Number & 63);
        return (protocol.Number >> 6) switch
        {
            0 => new ProtocolMask(bit, 0, 0, 0),
            1 => new ProtocolMask(0, bit, 0, 0),
            2 => new ProtocolMask(0, 0, bit, 0),
            _ => new ProtocolMask(0, 0, 0, bit),
        };
    }

    public static ProtocolMask operator |(ProtocolMask left, ProtocolMask right) =>
        new(left.First | right.First, left.Second | right.Second, left.Third | right.Third, left.Fourth | right.Fourth);

    public static ProtocolMask operator &(ProtocolMask left, ProtocolMask right) =>
        new(left.First & right.First, left.Second & right.Second, left.Third & right.Third, left.Fourth & right.Fourth);

    public static ProtocolMask operator ~(ProtocolMask mask) => new(~mask.First, ~mask.Second, ~mask.Third, ~mask.Fourth);

    public bool Contains(Protocol protocol)
    {
        ulong quarter = (protocol.Number >> 6) switch
        {
            0 => First,
            1 => Second,
            2 => Third,
            _ => Fourth,
        };
        return ((quarter >> (protocol.Number & 63)) & 1) != 0;
    }

    /// <summary>The protocols as maximal runs of numbers, in order.</summary>
    public IntervalSet<byte> ToIntervals()
    {
        if (IsEmpty)
        {
            return IntervalSet<byte>.Empty;
        }

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
