using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PolicyEngine.Specification;

/// <summary>An address as its family, 4 or 6, and its bits as a number.</summary>
public readonly record struct Address(int Family, UInt128 Bits)
{
    public int Width => Family == 4 ? 32 : 128;

    public static Address Parse(string text)
    {
        IPAddress parsed = IPAddress.Parse(text);
        UInt128 bits = 0;
        foreach (byte part in parsed.GetAddressBytes())
        {
            bits = (bits << 8) | part;
        }

        return new Address(parsed.AddressFamily == AddressFamily.InterNetwork ? 4 : 6, bits);
    }

    public override string ToString()
    {
        byte[] bytes = new byte[Width / 8];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)((Bits >> (Width - (8 * (index + 1)))) & 0xff);
        }

        return new IPAddress(bytes).ToString();
    }
}

/// <summary>A CIDR block; a bare address is the block of one.</summary>
public readonly record struct Net(Address First, Address Last, int Length)
{
    private static readonly ConcurrentDictionary<string, Net> s_parsed = new(StringComparer.Ordinal);

    public int Family => First.Family;

    public static bool TryParse(string text, out Net net)
    {
        net = default;
        string[] parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out _))
        {
            return false;
        }

        Address address = Address.Parse(parts[0]);
        int length = parts.Length == 1 ? address.Width : int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (length > address.Width)
        {
            return false;
        }

        UInt128 size = address.Width - length == 128 ? UInt128.MaxValue : (UInt128.One << (address.Width - length)) - 1;
        UInt128 low = address.Bits & ~size;
        net = new Net(address with { Bits = low }, address with { Bits = low | size }, length);
        return true;
    }

    public static Net Parse(string text) =>
        s_parsed.GetOrAdd(text, unread => TryParse(unread, out Net net) ? net : throw new FormatException(unread));

    public bool Contains(Address address) =>
        address.Family == Family && First.Bits <= address.Bits && address.Bits <= Last.Bits;

    public bool Contains(Net other) => Contains(other.First) && Contains(other.Last);
}
