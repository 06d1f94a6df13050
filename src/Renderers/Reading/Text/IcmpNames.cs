using System.Collections.Frozen;

namespace PolicyEngine.Renderers.Reading;

/// <summary>The names that the tools print for types and codes of ICMP messages.</summary>
internal static class IcmpNames
{
    private static readonly FrozenDictionary<string, byte> s_types = Table(
        "echo-reply=0 pong=0 destination-unreachable=3 source-quench=4 redirect=5 echo-request=8 ping=8 router-advertisement=9 "
        + "router-solicitation=10 time-exceeded=11 ttl-exceeded=11 parameter-problem=12 timestamp-request=13 timestamp-reply=14 "
        + "info-request=15 info-reply=16 address-mask-request=17 address-mask-reply=18");

    private static readonly FrozenDictionary<string, byte> s_typesV6 = Table(
        "destination-unreachable=1 packet-too-big=2 time-exceeded=3 ttl-exceeded=3 parameter-problem=4 echo-request=128 ping=128 "
        + "echo-reply=129 pong=129 mld-listener-query=130 mld-listener-report=131 mld-listener-done=132 mld-listener-reduction=132 "
        + "router-solicitation=133 nd-router-solicit=133 router-advertisement=134 nd-router-advert=134 "
        + "neighbour-solicitation=135 neighbor-solicitation=135 nd-neighbor-solicit=135 "
        + "neighbour-advertisement=136 neighbor-advertisement=136 nd-neighbor-advert=136 redirect=137 nd-redirect=137 "
        + "router-renumbering=138 ind-neighbor-solicit=141 ind-neighbor-advert=142 mld2-listener-report=143");

    private static readonly FrozenDictionary<string, byte> s_codes = Table(
        "net-unreachable=0 host-unreachable=1 prot-unreachable=2 port-unreachable=3 frag-needed=4 net-prohibited=9 "
        + "host-prohibited=10 admin-prohibited=13");

    private static readonly FrozenDictionary<string, byte> s_codesV6 = Table(
        "no-route=0 admin-prohibited=1 addr-unreachable=3 port-unreachable=4 policy-fail=5 reject-route=6");

    // Names of iptables that stand for a type with a code, as `type/code`.
    private static readonly FrozenDictionary<string, string> s_pairs = Pairs(
        "network-unreachable=3/0 host-unreachable=3/1 protocol-unreachable=3/2 port-unreachable=3/3 fragmentation-needed=3/4 "
        + "source-route-failed=3/5 network-unknown=3/6 host-unknown=3/7 network-prohibited=3/9 host-prohibited=3/10 "
        + "TOS-network-unreachable=3/11 TOS-host-unreachable=3/12 communication-prohibited=3/13 host-precedence-violation=3/14 "
        + "precedence-cutoff=3/15 network-redirect=5/0 host-redirect=5/1 TOS-network-redirect=5/2 TOS-host-redirect=5/3 "
        + "ttl-zero-during-transit=11/0 ttl-zero-during-reassembly=11/1 ip-header-bad=12/0 required-option-missing=12/1");

    private static readonly FrozenDictionary<string, string> s_pairsV6 = Pairs(
        "no-route=1/0 communication-prohibited=1/1 beyond-scope=1/2 address-unreachable=1/3 port-unreachable=1/4 failed-policy=1/5 "
        + "reject-route=1/6 ttl-zero-during-transit=3/0 ttl-zero-during-reassembly=3/1 bad-header=4/0 unknown-header-type=4/1 "
        + "unknown-option=4/2");

    public static bool TryReadType(string text, bool isV6, out byte type) =>
        (isV6 ? s_typesV6 : s_types).TryGetValue(text, out type) || Numbers.TryReadByte(text, out type);

    public static bool TryReadCode(string text, bool isV6, out byte code) =>
        (isV6 ? s_codesV6 : s_codes).TryGetValue(text, out code) || Numbers.TryReadByte(text, out code);

    /// <summary>Reads what iptables writes: a type, a type and a code joined by a slash, or a name for either.</summary>
    public static bool TryReadPair(string text, bool isV6, out byte type, out byte? code)
    {
        text = (isV6 ? s_pairsV6 : s_pairs).GetValueOrDefault(text, text);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        code = null;
        if (slash < 0)
        {
            return TryReadType(text, isV6, out type);
        }

        bool isCode = Numbers.TryReadByte(text.AsSpan(slash + 1), out byte number);
        code = number;
        return TryReadType(text[..slash], isV6, out type) && isCode;
    }

    private static FrozenDictionary<string, byte> Table(string pairs) =>
        Pairs(pairs).ToFrozenDictionary(
            pair => pair.Key, pair => Numbers.TryReadByte(pair.Value, out byte number) ? number : (byte)0, StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Pairs(string pairs) =>
        pairs.Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
