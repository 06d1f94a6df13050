using System.Globalization;
using System.Text;
using PolicyEngine.Renderers.Node;
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

    public static void AppendMember(StringBuilder text, NodeSetKind kind, NodeSetMember member)
    {
        if (kind == NodeSetKind.Nets)
        {
            text.Append(member.Net);
            return;
        }

        text.Append(member.Net.First);
        if (kind == NodeSetKind.AddressesAndPorts)
        {
            text.Append(CultureInfo.InvariantCulture, $" . {member.Protocol?.Name.ToLowerInvariant()} . {member.Port}");
        }
    }
}
