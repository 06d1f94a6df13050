using System.Globalization;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An Ethernet address.</summary>
/// <param name="Value">Its 48 bits.</param>
public readonly record struct MacAddress(ulong Value) : IComparable<MacAddress>
{
    /// <summary>What Calico gives to the host's side of every pod: <c>ee:ee:ee:ee:ee:ee</c>.</summary>
    public static MacAddress CalicoHostSide { get; } = new(0xeeee_eeee_eeee);

    /// <summary>Reads <c>66:f9:37:c3:7e:94</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17)
        {
            return false;
        }

        ulong value = 0;
        for (int octet = 0; octet < 6; octet++)
        {
            int at = octet * 3;
            if ((octet > 0 && text[at - 1] != ':')
                || !byte.TryParse(text.Slice(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte part))
            {
                return false;
            }

            value = (value << 8) | part;
        }

        address = new MacAddress(value);
        return true;
    }

    /// <summary>The address of six octets.</summary>
    internal static MacAddress FromOctets(ReadOnlySpan<byte> octets)
    {
        ulong value = 0;
        foreach (byte octet in octets)
        {
            value = (value << 8) | octet;
        }

        return new MacAddress(value);
    }

    /// <summary>Orders by value.</summary>
    public int CompareTo(MacAddress other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(MacAddress left, MacAddress right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> does not come last.</summary>
    public static bool operator <=(MacAddress left, MacAddress right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> comes last.</summary>
    public static bool operator >(MacAddress left, MacAddress right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come first.</summary>
    public static bool operator >=(MacAddress left, MacAddress right) => left.Value >= right.Value;

    /// <summary>Six octets in small hexadecimal digits.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Octet(5):x2}:{Octet(4):x2}:{Octet(3):x2}:{Octet(2):x2}:{Octet(1):x2}:{Octet(0):x2}");

    private byte Octet(int place) => (byte)((Value >> (8 * place)) & 0xff);
}
