using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Which rules the kernel's tools take. Felix writes the others as well, and then nothing of the node is loaded, or listed.</summary>
internal static class ProtocolFilter
{
    /// <summary>A rule that means the same and is taken; null where it is never met.</summary>
    public static NodeRule? Apply(NodeRule rule, IpFamily family, Backend backend)
    {
        if (!Protocol.TryParse(rule.Protocol, out Protocol protocol))
        {
            return rule;
        }

        // Messages of the other family's ICMP have no types here, and services have no backends of protocols without ports.
        bool isNever = (Protocol.TryParse(rule.NotProtocol, out Protocol other) && other == protocol)
            || (!protocol.HasPorts && !rule.Destination.Services.IsEmpty)
            || ((rule.Icmp ?? rule.NotIcmp) is not null && protocol == (family == IpFamily.V4 ? Protocol.IcmpV6 : Protocol.Icmp));

        // iptables can ask for the protocol once only.
        return isNever ? null : backend == Backend.Iptables ? rule with { NotProtocol = null } : rule;
    }
}
