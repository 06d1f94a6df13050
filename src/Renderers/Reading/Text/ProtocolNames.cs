using System.Collections.Frozen;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>The names that the tools print for protocols, as <c>/etc/protocols</c> has them.</summary>
internal static class ProtocolNames
{
    private static readonly FrozenDictionary<string, byte> s_numbers = new Dictionary<string, byte>(StringComparer.OrdinalIgnoreCase)
    {
        ["ip"] = 0,
        ["hopopt"] = 0,
        ["icmp"] = 1,
        ["igmp"] = 2,
        ["ipencap"] = 4,
        ["ipv4"] = 4,
        ["tcp"] = 6,
        ["egp"] = 8,
        ["udp"] = 17,
        ["dccp"] = 33,
        ["ipv6"] = 41,
        ["ipv6-route"] = 43,
        ["ipv6-frag"] = 44,
        ["rsvp"] = 46,
        ["gre"] = 47,
        ["esp"] = 50,
        ["ah"] = 51,
        ["icmpv6"] = 58,
        ["ipv6-icmp"] = 58,
        ["ipv6-nonxt"] = 59,
        ["ipv6-opts"] = 60,
        ["ospf"] = 89,
        ["ipip"] = 94,
        ["pim"] = 103,
        ["comp"] = 108,
        ["vrrp"] = 112,
        ["l2tp"] = 115,
        ["sctp"] = 132,
        ["mh"] = 135,
        ["ipv6-mh"] = 135,
        ["udplite"] = 136,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a name or a number.</summary>
    public static bool TryRead(string text, out Protocol protocol)
    {
        bool isRead = s_numbers.TryGetValue(text, out byte number) || Numbers.TryReadByte(text, out number);
        protocol = new Protocol(number);
        return isRead;
    }

    /// <summary>Whether a protocol has ports at the usual place.</summary>
    public static bool HasPorts(byte protocol) => protocol is 6 or 17 or 33 or 132 or 136;
}
