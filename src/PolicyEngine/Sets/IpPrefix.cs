using System.Globalization;
using System.Runtime.InteropServices;

namespace PolicyEngine.Sets;

/// <summary>
/// A block of addresses with the same leading bits, as CIDR notation writes it. The bits behind the length are zero, so
/// that equal blocks are equal values; the default value is <c>0.0.0.0/0</c>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IpPrefix
{
    private readonly AddressBits _network;
    private readonly byte _length;
    private readonly bool _isV6;

    private IpPrefix(bool isV6, AddressBits network, int length)
    {
        _isV6 = isV6;
        _network = network;
        _length = (byte)length;
    }

    /// <summary>Whether this is a block of IPv4 or of IPv6 addresses.</summary>
    public IpFamily Family => _isV6 ? IpFamily.V6 : IpFamily.V4;

    /// <summary>The number of leading bits that the addresses share: 0 to 32 or 0 to 128.</summary>
    public int Length => _length;

    /// <summary>The lowest address, which names the block.</summary>
    public IpAddress First => Address(_network);

    /// <summary>The highest address.</summary>
    public IpAddress Last => Address(_network | HostMask(_isV6, _length));

    /// <summary>The block of <paramref name="length"/> leading bits that <paramref name="address"/> lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 0 or above the bits of the address.</exception>
    public static IpPrefix Of(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.BitLength);
        bool isV6 = address.Family == IpFamily.V6;
        return new IpPrefix(isV6, address.Value & ~HostMask(isV6, length), length);
    }

    /// <summary>The block of one address alone.</summary>
    public static IpPrefix Of(IpAddress address) => Of(address, address.BitLength);

    /// <summary>Reads CIDR notation, or an address as the block of it alone.</summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out IpPrefix, out bool)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix) => TryParse(text, out prefix, out _);

    /// <summary>
    /// Reads CIDR notation, or an address as the block of it alone, and tells whether bits behind the length were set.
    /// A block of IPv4-mapped IPv6 addresses is read as the IPv4 block: <c>::ffff:10.0.0.0/104</c> is <c>10.0.0.0/8</c>.
    /// </summary>
    /// <returns>Whether <paramref name="text"/> is a block or an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix, out bool hadHostBits)
    {
        prefix = default;
        hadHostBits = false;
        int slash = text.IndexOf('/');
        if (!IpAddress.TryParseUnfolded(slash < 0 ? text : text[..slash], out IpAddress address))
        {
            return false;
        }

        int length = address.BitLength;
        if (slash >= 0 && !TryParseLength(text[(slash + 1)..], address.BitLength, out length))
        {
            return false;
        }

        // A mapped address with a shorter length is a block that is mostly IPv6; it stays one.
        IpAddress folded = address.Folded();
        if (folded.Family != address.Family && length >= 96)
        {
            address = folded;
            length -= 96;
        }

        prefix = Of(address, length);
        hadHostBits = prefix.First != address;
        return true;
    }

    /// <summary>Whether <paramref name="address"/> lies in the block; never if it is of the other family.</summary>
    public bool Contains(IpAddress address) =>
        address.Family == Family && (address.Value & ~HostMask(_isV6, _length)) == _network;

    /// <summary>CIDR notation, also for a single address: <c>10.0.0.0/8</c>, <c>fd00::1/128</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{Length}");

    private static AddressBits HostMask(bool isV6, int length) => AddressBits.LowestBits((isV6 ? 128 : 32) - length);

    // As Go's `net.ParseCIDR`, which Calico uses, this accepts leading zeros.
    private static bool TryParseLength(ReadOnlySpan<char> digits, int highest, out int length) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= highest;

    private IpAddress Address(AddressBits bits) => _isV6 ? IpAddress.V6(bits) : IpAddress.V4((uint)bits.Low);
}
