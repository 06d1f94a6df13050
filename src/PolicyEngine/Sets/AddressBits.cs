using System.Globalization;
using System.Numerics;

namespace PolicyEngine.Sets;

/// <summary>The bits of an IPv6 address as a number, in network order.</summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
// Not `UInt128`: methods that pass one by value cannot be compiled ahead of time.
public readonly record struct AddressBits(ulong High, ulong Low)
    : IComparable<AddressBits>,
        IComparisonOperators<AddressBits, AddressBits, bool>,
        IIncrementOperators<AddressBits>,
        IDecrementOperators<AddressBits>,
        IMinMaxValue<AddressBits>
{
    /// <summary>The bits of <c>::</c>.</summary>
    public static AddressBits MinValue => default;

    /// <summary>All bits set.</summary>
    public static AddressBits MaxValue => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>The bits of a number.</summary>
    public static implicit operator AddressBits(UInt128 value) => new((ulong)(value >> 64), (ulong)(value & ulong.MaxValue));

    /// <summary>The bits as a number.</summary>
    public static explicit operator UInt128(AddressBits bits) => new(bits.High, bits.Low);

    /// <summary>The bits of a number below 2⁶⁴.</summary>
    public static implicit operator AddressBits(ulong value) => new(0, value);

    /// <summary>Whether <paramref name="left"/> is below <paramref name="right"/>.</summary>
    public static bool operator <(AddressBits left, AddressBits right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is not above <paramref name="right"/>.</summary>
    public static bool operator <=(AddressBits left, AddressBits right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is above <paramref name="right"/>.</summary>
    public static bool operator >(AddressBits left, AddressBits right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not below <paramref name="right"/>.</summary>
    public static bool operator >=(AddressBits left, AddressBits right) => left.CompareTo(right) >= 0;

    /// <summary>The next number; zero after the highest.</summary>
    public static AddressBits operator ++(AddressBits bits) => unchecked(new(bits.Low == ulong.MaxValue ? bits.High + 1 : bits.High, bits.Low + 1));

    /// <summary>The number before; the highest before zero.</summary>
    public static AddressBits operator --(AddressBits bits) => unchecked(new(bits.Low == 0 ? bits.High - 1 : bits.High, bits.Low - 1));

    /// <summary>The bits set in both.</summary>
    public static AddressBits operator &(AddressBits left, AddressBits right) => new(left.High & right.High, left.Low & right.Low);

    /// <summary>The bits set in either.</summary>
    public static AddressBits operator |(AddressBits left, AddressBits right) => new(left.High | right.High, left.Low | right.Low);

    /// <summary>The bits not set.</summary>
    public static AddressBits operator ~(AddressBits bits) => new(~bits.High, ~bits.Low);

    /// <summary>Orders by number.</summary>
    public int CompareTo(AddressBits other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);

    /// <summary>Thirty-two hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>The <paramref name="count"/> lowest bits set, 0 to 128.</summary>
    internal static AddressBits LowestBits(int count) =>
        count < 64 ? new AddressBits(0, (1ul << count) - 1)
        : count == 64 ? new AddressBits(0, ulong.MaxValue)
        : new AddressBits(ulong.MaxValue >> (128 - count), ulong.MaxValue);

    /// <summary>The number of zero bits at the lower end, 0 to 128.</summary>
    internal int TrailingZeros() => Low != 0 ? BitOperations.TrailingZeroCount(Low) : 64 + BitOperations.TrailingZeroCount(High);
}
