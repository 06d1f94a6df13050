using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>How far packets to an address go.</summary>
internal static class AddressScope
{
    private static readonly IpPrefix LoopbackV4 = Prefix("127.0.0.0/8");
    private static readonly IpPrefix LoopbackV6 = Prefix("::1/128");
    private static readonly IpPrefix LinkLocalV4 = Prefix("169.254.0.0/16");
    private static readonly IpPrefix LinkLocalV6 = Prefix("fe80::/10");
    private static readonly IpPrefix[] OfManyOrOneLink = [LinkLocalV6, Prefix("255.255.255.255/32"), Prefix("224.0.0.0/4"), Prefix("ff00::/8")];

    /// <summary>Whether it is every machine's own.</summary>
    public static bool IsLoopback(this IpAddress address) => LoopbackV4.Contains(address) || LoopbackV6.Contains(address);

    /// <summary>Whether it is good for one link only.</summary>
    public static bool IsLinkLocal(this IpAddress address) => LinkLocalV4.Contains(address) || address.IsLinkLocalV6();

    /// <summary>Whether it is an IPv6 address that is good for one link only.</summary>
    public static bool IsLinkLocalV6(this IpAddress address) => LinkLocalV6.Contains(address);

    /// <summary>Whether no machine sends on packets to it: those of one link only, to all, and to groups that nobody routes.</summary>
    public static bool StaysOnLink(this IpAddress address) => OfManyOrOneLink.Any(range => range.Contains(address));

    private static IpPrefix Prefix(string text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException(text);
}
