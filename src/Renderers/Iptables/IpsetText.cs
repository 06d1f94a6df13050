using System.Globalization;
using System.Text;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Writes the sets of a program as input of <c>ipset restore</c>.</summary>
internal static class IpsetText
{
    public static string Write(FilterProgram program)
    {
        string family = program.Family == IpFamily.V4 ? "inet" : "inet6";
        StringBuilder text = new();
        foreach (NamedSet set in program.Sets)
        {
            text.Append(CultureInfo.InvariantCulture, $"create {set.Name} {TypeOf(set.Kind)} family {family} maxelem {program.LargestSet}\n");
            foreach (NodeSetMember member in set.Members)
            {
                text.Append("add ").Append(set.Name).Append(' ');
                AppendMember(text, set.Kind, member);
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static string TypeOf(NodeSetKind kind) => kind switch
    {
        NodeSetKind.Nets => "hash:net",
        NodeSetKind.Addresses => "hash:ip",
        _ => "hash:ip,port",
    };

    private static void AppendMember(StringBuilder text, NodeSetKind kind, NodeSetMember member)
    {
        if (kind == NodeSetKind.Nets)
        {
            text.Append(member.Net);
            return;
        }

        text.Append(member.Net.First);
        if (kind == NodeSetKind.AddressesAndPorts)
        {
            text.Append(CultureInfo.InvariantCulture, $",{member.Protocol?.Name.ToLowerInvariant()}:{member.Port}");
        }
    }
}
