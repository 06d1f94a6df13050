using System.Globalization;
using System.Text;

namespace PolicyEngine.Sets;

/// <summary>The text forms of addresses. Accepts and writes exactly what Go's <c>netip</c> does, zones apart.</summary>
internal static class IpText
{
    private const int Groups = 8;

    /// <summary>Whether the address is one of <c>::ffff:0:0/96</c>, which stand for IPv4 addresses.</summary>
    public static bool IsMapped(AddressBits bits) => bits.High == 0 && bits.Low >> 32 == 0xffff;

    public static bool TryParseV4(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        for (int octet = 0; octet < 4; octet++)
        {
            int length = octet == 3 ? text.Length : text.IndexOf('.');
            if (length is < 1 or > 3 || !TryParseOctet(text[..length], out uint number))
            {
                value = 0;
                return false;
            }

            value = (value << 8) | number;
            text = octet == 3 ? [] : text[(length + 1)..];
        }

        return true;
    }

    public static bool TryParseV6(ReadOnlySpan<char> text, out AddressBits bits)
    {
        bits = default;
        Span<ushort> groups = stackalloc ushort[Groups];
        int count = 0;
        int gap = -1;
        if (text.StartsWith("::", StringComparison.Ordinal))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            int length = text.IndexOf(':');
            ReadOnlySpan<char> group = length < 0 ? text : text[..length];
            if (length < 0 && group.Contains('.'))
            {
                if (count > Groups - 2 || !TryParseV4(group, out uint tail))
                {
                    return false;
                }

                groups[count++] = (ushort)(tail >> 16);
                groups[count++] = (ushort)(tail & ushort.MaxValue);
                break;
            }

            if (count == Groups || !TryParseGroup(group, out groups[count]))
            {
                return false;
            }

            count++;
            if (length < 0)
            {
                break;
            }

            text = text[(length + 1)..];
            if (text.IsEmpty)
            {
                return false;
            }

            if (text[0] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = count;
                text = text[1..];
            }
        }

        // `::` stands for at least one group.
        if (gap < 0 ? count != Groups : count == Groups)
        {
            return false;
        }

        int zeros = Groups - count;
        ulong high = 0;
        ulong low = 0;
        for (int i = 0; i < Groups; i++)
        {
            bool isZero = gap >= 0 && i >= gap && i < gap + zeros;
            ushort group = isZero ? (ushort)0 : groups[gap >= 0 && i >= gap ? i - zeros : i];
            high = (high << 16) | (low >> 48);
            low = (low << 16) | group;
        }

        bits = new AddressBits(high, low);
        return true;
    }

    public static string FormatV4(uint value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}");

    public static string FormatV6(AddressBits bits)
    {
        if (IsMapped(bits))
        {
            return "::ffff:" + FormatV4((uint)(bits.Low & uint.MaxValue));
        }

        (int gap, int zeros) = LongestZeros(bits);
        var text = new StringBuilder(39);
        for (int i = 0; i < Groups; i++)
        {
            if (i == gap)
            {
                text.Append("::");
                i += zeros - 1;
                continue;
            }

            if (i > 0 && i != gap + zeros)
            {
                text.Append(':');
            }

            text.Append(CultureInfo.InvariantCulture, $"{Group(bits, i):x}");
        }

        return text.ToString();
    }

    /// <summary>The first of the longest runs of zero groups; a single zero group is no run.</summary>
    private static (int Start, int Length) LongestZeros(AddressBits bits)
    {
        (int Start, int Length) longest = (-1, 1);
        int start = 0;
        for (int i = 0; i < Groups; i++)
        {
            if (Group(bits, i) != 0)
            {
                start = i + 1;
            }
            else if (i + 1 - start > longest.Length)
            {
                longest = (start, i + 1 - start);
            }
        }

        return longest;
    }

    private static ushort Group(AddressBits bits, int index) =>
        (ushort)(((index < Groups / 2 ? bits.High : bits.Low) >> (16 * ((Groups - 1 - index) % (Groups / 2)))) & ushort.MaxValue);

    private static bool TryParseOctet(ReadOnlySpan<char> digits, out uint number)
    {
        number = 0;
        if (digits.Length > 1 && digits[0] == '0')
        {
            return false;
        }

        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (uint)(digit - '0');
        }

        return number <= byte.MaxValue;
    }

    private static bool TryParseGroup(ReadOnlySpan<char> digits, out ushort group)
    {
        group = 0;
        return digits.Length is >= 1 and <= 4 && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out group);
    }
}
