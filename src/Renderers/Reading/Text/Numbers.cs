using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Reads numbers as the tools write them.</summary>
internal static class Numbers
{
    /// <summary>Reads a decimal number, a hexadecimal one after <c>0x</c>, or an octal one after <c>0</c>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out uint number)
    {
        number = 0;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return uint.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        }

        return text.Length > 1 && text[0] == '0'
            ? TryReadOctal(text, out number)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static bool TryReadPort(ReadOnlySpan<char> text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);

    public static bool TryReadByte(ReadOnlySpan<char> text, out byte number) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Reads a port, or two joined by <paramref name="separator"/>; an end that is missing is the last possible one.</summary>
    public static bool TryReadPorts(ReadOnlySpan<char> text, char separator, out Interval<ushort> ports)
    {
        int cut = text.IndexOf(separator);
        ushort low = ushort.MinValue;
        ushort high = ushort.MaxValue;
        bool isRead = cut < 0
            ? TryReadPort(text, out low) && TryReadPort(text, out high)
            : (cut == 0 || TryReadPort(text[..cut], out low)) && (cut == text.Length - 1 || TryReadPort(text[(cut + 1)..], out high));
        isRead = isRead && low <= high;
        ports = isRead ? new Interval<ushort>(low, high) : default;
        return isRead;
    }

    private static bool TryReadOctal(ReadOnlySpan<char> text, out uint number)
    {
        number = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7' || number > uint.MaxValue >> 3)
            {
                return false;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return true;
    }
}
