using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>Addresses as labels: dashes for the dots of IPv4 and the colons of IPv6.</summary>
internal static class DashedAddress
{
    private const int DashesOfV4 = 3;

    public static string Of(IpAddress address) =>
        address.ToString().Replace('.', '-').Replace(':', '-');

    /// <summary>Reads a label; three single dashes make IPv4, others IPv6.</summary>
    public static IpAddress? Read(string label)
    {
        bool isV4 = label.Count(character => character == '-') == DashesOfV4 && !label.Contains("--", StringComparison.Ordinal);
        return IpAddress.TryParse(label.Replace('-', isV4 ? '.' : ':'), out IpAddress address) ? address : null;
    }
}
