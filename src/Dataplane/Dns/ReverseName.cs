using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>Names of addresses below <c>in-addr.arpa</c> and <c>ip6.arpa</c>.</summary>
internal static class ReverseName
{
    private const int OctetsOfV4 = 4;
    private const int DigitsOfV6 = 32;
    private static readonly ImmutableArray<string> ZoneV4 = ["in-addr", "arpa"];
    private static readonly ImmutableArray<string> ZoneV6 = ["ip6", "arpa"];

    /// <summary>The address that a name is the reverse of; null where it is no such name.</summary>
    public static IpAddress? Read(ImmutableArray<string> labels)
    {
        if (labels.Below(ZoneV4) is { Length: OctetsOfV4 } octets)
        {
            return IpAddress.TryParse(string.Join('.', octets.Reverse()), out IpAddress address) ? address : null;
        }

        return labels.Below(ZoneV6) is { Length: DigitsOfV6 } digits ? ReadV6(digits) : null;
    }

    private static IpAddress? ReadV6(ImmutableArray<string> digits)
    {
        bool isNumber = UInt128.TryParse(string.Concat(digits.Reverse()), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value);
        return isNumber && digits.All(digit => digit.Length == 1) ? IpAddress.V6(value) : null;
    }
}
