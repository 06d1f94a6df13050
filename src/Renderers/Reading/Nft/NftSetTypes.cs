using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>The types of the parts of sets by name.</summary>
internal static class NftSetTypes
{
    public static SetField FieldOf(string type) => type switch
    {
        "ipv4_addr" or "ipv6_addr" => SetField.Address,
        "inet_proto" => SetField.Protocol,
        "inet_service" => SetField.Port,
        "ifname" => SetField.Interface,
        "mark" => SetField.Mark,
        "ct_state" => SetField.State,
        _ => SetField.Unknown,
    };

    /// <summary>An empty set of these types.</summary>
    public static SetBuilder Make(ImmutableArray<string> types, bool isMap)
    {
        IpFamily? family = types.Contains("ipv6_addr", StringComparer.Ordinal) ? IpFamily.V6 : types.Contains("ipv4_addr", StringComparer.Ordinal) ? IpFamily.V4 : null;
        return new SetBuilder(family, [.. types.Select(FieldOf)]) { IsMap = isMap };
    }
}
