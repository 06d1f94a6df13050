using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Appends to a script what sets and maps get, and what those that stay lose.</summary>
internal static class NftablesElements
{
    public static void Add(NftablesScript script, ProgramChange change)
    {
        foreach ((NamedSet? before, NamedSet? after) in change.Sets)
        {
            if (after is not null)
            {
                Append(script, "add element", after, before);
            }
        }

        foreach ((VerdictMap? before, VerdictMap? after) in change.Maps)
        {
            if (after is not null)
            {
                Append(script, "add element", after, before);
            }
        }
    }

    public static void Delete(NftablesScript script, ProgramChange change)
    {
        foreach (Change<NamedSet> set in change.Sets)
        {
            if (set is { Before: { } before, After: { } after })
            {
                Append(script, "delete element", before, after);
            }
        }

        foreach (Change<VerdictMap> map in change.Maps)
        {
            if (map is { Before: { } before, After: { } after })
            {
                Append(script, "delete element", before, after);
            }
        }
    }

    private static void Append(NftablesScript script, string command, NamedSet set, NamedSet? other)
    {
        foreach (NodeSetMember member in set.Besides(other))
        {
            TextBuffer text = script.Begin(command, set).Append(" { ");
            NftablesSets.AppendMember(text, set.Kind, member);
            text.Append(" }\n");
        }
    }

    private static void Append(NftablesScript script, string command, VerdictMap map, VerdictMap? other)
    {
        foreach ((string link, string chain) in map.Besides(other))
        {
            TextBuffer text = script.Begin(command, map.Table, map.Name).Append(" { ").Append(link).Append(" : goto ");
            NftablesNames.AppendLayered(text, map.Table, chain);
            text.Append(" }\n");
        }
    }
}
