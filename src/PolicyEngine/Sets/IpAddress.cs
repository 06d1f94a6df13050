using System.Runtime.InteropServices;

namespace PolicyEngine.Sets;

/// <summary>
/// An IPv4 or IPv6 address, without a zone. IPv4 comes before IPv6 in order; the default value is <c>0.0.0.0</c>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IpAddress : IComparable<IpAddress>
{
    private readonly bool _isV6;

    private IpAddress(bool isV6, AddressBits value)
    {
        _isV6 = isV6;
        Value = value;
    }

    /// <summary>Whether this is an IPv4 or an IPv6 address.</summary>
    public IpFamily Family => _isV6 ? IpFamily.V6 : IpFamily.V4;

    /// <summary>The address as a number, in network order; below 2³² for IPv4.</summary>
    public AddressBits Value { get; }

    /// <summary>The number of bits of an address of this family: 32 or 128.</summary>
    public int BitLength => _isV6 ? 128 : 32;

    /// <summary>The IPv4 address of a number.</summary>
    public static IpAddress V4(uint value) => new(isV6: false, value);

    /// <summary>The IPv6 address of a number. Unlike <see cref="TryParse"/> it leaves an IPv4-mapped address as it is.</summary>
    public static IpAddress V6(AddressBits value) => new(isV6: true, value);

    /// <summary>
    /// Reads an address as Go's <c>netip</c> does: four decimal octets without leading zeros, or IPv6 in any of its
    /// forms; no zone, no blanks. An IPv4-mapped IPv6 address is read as the IPv4 address.
    /// </summary>
    /// <returns>Whether <paramref name="text"/> is an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (!TryParseUnfolded(text, out address))
        {
            return false;
        }

        address = address.Folded();
        return true;
    }

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is <paramref name="right"/> or comes before it.</summary>
    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is <paramref name="right"/> or comes after it.</summary>
    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;

    /// <summary>Orders IPv4 before IPv6, and by number within a family.</summary>
    public int CompareTo(IpAddress other) =>
        _isV6 == other._isV6 ? Value.CompareTo(other.Value) : _isV6.CompareTo(other._isV6);

    /// <summary>The address before this one, which is not the first of its family.</summary>
    internal IpAddress Previous()
    {
        AddressBits value = Value;
        return new IpAddress(_isV6, --value);
    }

    /// <summary>Whether it is the last of its family.</summary>
    internal bool IsLast => Value == (_isV6 ? AddressBits.MaxValue : (UInt128)uint.MaxValue);

    /// <summary>The address after this one, which is not the last of its family.</summary>
    internal IpAddress Next()
    {
        AddressBits value = Value;
        return new IpAddress(_isV6, ++value);
    }

    /// <summary>Dotted decimal for IPv4, the form of RFC 5952 for IPv6.</summary>
    public override string ToString() => _isV6 ? IpText.FormatV6(Value) : IpText.FormatV4((uint)Value.Low);

    internal static bool TryParseUnfolded(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (text.Contains(':'))
        {
            bool isV6 = IpText.TryParseV6(text, out AddressBits value);
            address = new IpAddress(isV6, value);
            return isV6;
        }

        bool isV4 = IpText.TryParseV4(text, out uint octets);
        address = V4(octets);
        return isV4;
    }

    internal IpAddress Folded() => _isV6 && IpText.IsMapped(Value) ? V4((uint)(Value.Low & uint.MaxValue)) : this;
}
