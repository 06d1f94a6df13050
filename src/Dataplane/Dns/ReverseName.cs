using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>Names of addresses below <c>in-addr.arpa</c> and <c>ip6.arpa</c>.</summary>
internal static class ReverseName
{
    private const int OctetsOfV4 = 4;
    private const int DigitsOfV6 = 32;
    private const int DigitsOfGroup = 4;
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
        IEnumerable<string> groups = digits.Reverse().Chunk(DigitsOfGroup).Select(group => string.Concat(group));
        return digits.All(digit => digit.Length == 1) && IpAddress.TryParse(string.Join(':', groups), out IpAddress address) ? address : null;
    }
}
