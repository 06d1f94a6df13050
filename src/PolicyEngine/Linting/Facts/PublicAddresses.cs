using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>The addresses of the internet: those that are neither private, nor local, nor reserved.</summary>
internal static class PublicAddresses
{
    private static readonly string[] s_special =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    ];

    public static AddressSet V4 { get; } = AddressSet.AllV4.Subtract(Blocks(s_special));

    public static AddressSet V6 { get; } = Blocks("2000::/3").Subtract(Blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    public static AddressSet All { get; } = V4.Union(V6);

    private static AddressSet Blocks(params ReadOnlySpan<string> texts)
    {
        var prefixes = new List<IpPrefix>();
        foreach (string text in texts)
        {
            if (IpPrefix.TryParse(text, out IpPrefix prefix))
            {
                prefixes.Add(prefix);
            }
        }

        return AddressSet.FromPrefixes(prefixes);
    }
}
