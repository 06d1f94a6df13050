using System.Globalization;
using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns;

/// <summary>Reads values of HNS policies: lists are separated by commas, and what is not given is everything.</summary>
internal static class HnsValues
{
    public static string Text(JsonElement policy, string name) => policy.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    public static AddressSet Addresses(string list, AddressSet otherwise) => list.Length == 0 ? otherwise
        : AddressSet.FromPrefixes(list.Split(',').Select(text => IpPrefix.TryParse(text, out IpPrefix block) ? block : throw new FormatException($"`{text}` is not an address")));

    public static IntervalSet<ushort> Ports(string list) => list.Length == 0 ? IntervalSet<ushort>.Full : IntervalSet<ushort>.FromIntervals(list.Split(',').Select(Range));

    private static Interval<ushort> Range(string text)
    {
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        ushort low = ushort.Parse(hyphen < 0 ? text : text[..hyphen], NumberStyles.None, CultureInfo.InvariantCulture);
        return new Interval<ushort>(low, hyphen < 0 ? low : ushort.Parse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
