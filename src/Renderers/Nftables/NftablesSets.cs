using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Sets and their members as nftables has them.</summary>
internal static class NftablesSets
{
    public static string TypeOf(NodeSetKind kind, IpFamily family)
    {
        string address = family == IpFamily.V4 ? "ipv4_addr" : "ipv6_addr";
        return kind switch
        {
            NodeSetKind.Nets => $"{address} ; flags interval ;",
            NodeSetKind.Addresses => $"{address} ;",
            _ => $"{address} . inet_proto . inet_service ;",
        };
    }

    public static void AppendMember(TextBuffer text, NodeSetKind kind, NodeSetMember member)
    {
        if (kind == NodeSetKind.Nets)
        {
            text.Append(member.Net.ToString());
            return;
        }

        text.Append(member.Net.First.ToString());
        if (kind == NodeSetKind.AddressesAndPorts)
        {
            text.Append(" . ").Append(member.Protocol?.Name.ToLowerInvariant()).Append(" . ").Append(member.Port);
        }
    }
}
