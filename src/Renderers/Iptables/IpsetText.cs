using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Writes the sets of a program as input of <c>ipset restore</c>.</summary>
internal static class IpsetText
{
    public static string Write(FilterProgram program)
    {
        string family = program.Family == IpFamily.V4 ? "inet" : "inet6";
        TextBuffer text = new();
        foreach (NamedSet set in program.Sets)
        {
            text.Append("create ").Append(set.Name).Append(' ').Append(TypeOf(set.Kind)).Append(" family ").Append(family)
                .Append(" maxelem ").Append(program.LargestSet).Append('\n');
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

    private static void AppendMember(TextBuffer text, NodeSetKind kind, NodeSetMember member)
    {
        if (kind == NodeSetKind.Nets)
        {
            text.Append(member.Net.ToString());
            return;
        }

        text.Append(member.Net.First.ToString());
        if (kind == NodeSetKind.AddressesAndPorts)
        {
            text.Append(',').Append(member.Protocol?.Name.ToLowerInvariant()).Append(':').Append(member.Port);
        }
    }
}
