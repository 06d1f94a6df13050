using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Writes what changes of a program's sets as input of <c>ipset restore</c>.</summary>
internal sealed class IpsetText
{
    // By this name a set is made anew beside the one that rules refer to.
    private const string Temporary = "t0";

    private readonly ProgramChange _change;
    private readonly string _family;
    private readonly string _temporary;
    private readonly TextBuffer _text = new();

    private IpsetText(ProgramChange change)
    {
        _change = change;
        (_family, _temporary) = change.After.Family == IpFamily.V4 ? ("inet", "cali4" + Temporary) : ("inet6", "cali6" + Temporary);
    }

    /// <summary>All sets of a program.</summary>
    public static string Write(FilterProgram program) => Write(ProgramChange.To(program));

    /// <summary>What is loaded before the rules: sets that are new, and members that come and go.</summary>
    public static string Write(ProgramChange change)
    {
        IpsetText writer = new(change);
        foreach (Change<NamedSet> set in change.Sets)
        {
            writer.Append(set);
        }

        return writer._text.Drain();
    }

    /// <summary>What is loaded behind the rules: sets go away when no rule refers to them.</summary>
    public static string WriteCleanup(ProgramChange change) =>
        string.Concat(change.Sets.Where(set => set.After is null).Select(set => $"destroy {set.Before?.Name}\n"));

    private void Append(Change<NamedSet> set)
    {
        if (set is { Before: null, After: { } created })
        {
            AppendWhole(created, created.Name);
        }
        else if (set is { Before: { } before, After: { } after })
        {
            if (_change.Before.LargestSet != _change.After.LargestSet)
            {
                AppendWhole(after, _temporary);
                _text.Append("swap ").Append(_temporary).Append(' ').Append(after.Name).Append("\ndestroy ").Append(_temporary).Append('\n');
                return;
            }

            AppendMembers("del ", after, after.Name, before.Besides(after), " -exist");
            AppendMembers("add ", after, after.Name, after.Besides(before), " -exist");
        }
    }

    private void AppendWhole(NamedSet set, string name)
    {
        _text.Append("create ").Append(name).Append(' ').Append(TypeOf(set.Kind)).Append(" family ").Append(_family)
            .Append(" maxelem ").Append(_change.After.LargestSet).Append('\n');
        AppendMembers("add ", set, name, set.Members, "");
    }

    private void AppendMembers(string command, NamedSet set, string name, IEnumerable<NodeSetMember> members, string option)
    {
        foreach (NodeSetMember member in members)
        {
            _text.Append(command).Append(name).Append(' ');
            AppendMember(_text, set.Kind, member);
            _text.Append(option).Append('\n');
        }
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
