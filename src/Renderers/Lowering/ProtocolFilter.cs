using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>
/// Which rules are there for one family, and what they ask of the protocol. The kernel's tools refuse a rule that asks for types of the
/// other family's ICMP messages, which no packet has, and iptables one that both asks for a protocol and excludes one; and with one such
/// rule they refuse all others of the text.
/// </summary>
internal static class ProtocolFilter
{
    /// <summary>A rule without what cannot be asked; null where it is never met.</summary>
    public static NodeRule? Apply(NodeRule rule, IpFamily family, Backend backend)
    {
        if (!Protocol.TryParse(rule.Protocol, out Protocol protocol))
        {
            return rule;
        }

        NodeRule? known = backend == Backend.Iptables && Protocol.TryParse(rule.NotProtocol, out Protocol excluded)
            ? protocol == excluded ? null : rule with { NotProtocol = null }
            : rule;
        bool isForeign = protocol != (family == IpFamily.V4 ? Protocol.Icmp : Protocol.IcmpV6);
        return !isForeign ? known
            : known?.Icmp is not null ? null
            : known?.NotIcmp is not null ? known with { NotIcmp = null }
            : known;
    }
}
