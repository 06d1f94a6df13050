using System.Numerics;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Reads addresses as the tools write them.</summary>
internal static class AddressText
{
    /// <summary>Reads an address, a block by length or (IPv4) by mask, or two addresses joined by a hyphen.</summary>
    public static bool TryRead(string text, IpFamily family, out AddressValue value)
    {
        value = new AddressValue(default(IpPrefix));
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen >= 0)
        {
            bool isRange = IpAddress.TryParse(text.AsSpan(0, hyphen), out IpAddress low)
                & IpAddress.TryParse(text.AsSpan(hyphen + 1), out IpAddress high);
            value = new AddressValue(low, high);
            return isRange && low.Family == family && high.Family == family && low <= high;
        }

        if (!TryReadBlock(text, out IpPrefix prefix) || prefix.Family != family)
        {
            return false;
        }

        value = new AddressValue(prefix);
        return true;
    }

    private static bool TryReadBlock(string text, out IpPrefix prefix)
    {
        if (IpPrefix.TryParse(text, out prefix))
        {
            return true;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !IpAddress.TryParse(text.AsSpan(0, slash), out IpAddress address)
            || !IpAddress.TryParse(text.AsSpan(slash + 1), out IpAddress mask)
            || address.Family != IpFamily.V4
            || mask.Family != IpFamily.V4)
        {
            return false;
        }

        uint bits = (uint)mask.Value.Low;
        int length = BitOperations.LeadingZeroCount(~bits);
        prefix = IpPrefix.Of(address, length);
        return BitOperations.PopCount(bits) == length;
    }
}
