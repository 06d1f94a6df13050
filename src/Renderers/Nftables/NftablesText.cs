using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Writes a program as one script of <c>nft -f</c>, to be loaded where nothing of Calico is.</summary>
internal sealed class NftablesText
{
    // What rules behind those of others are hashed as: two lists of one chain must not look alike.
    private const string Appends = "*appends*";

    private readonly FilterProgram _program;
    private readonly string _table;
    private readonly TextBuffer _text = new(1 << 20);
    private readonly TextBuffer _rule = new();
    private readonly TextBuffer _name = new();
    private readonly TextBuffer _comment = new();
    private readonly RuleHash _hash = new();
    private readonly NftablesMatches _matches;

    private NftablesText(FilterProgram program)
    {
        _program = program;
        _table = program.Family == IpFamily.V4 ? " ip calico " : " ip6 calico ";
        _matches = new NftablesMatches(program.Family, program.Fidelity);
    }

    public static string Write(FilterProgram program)
    {
        NftablesText writer = new(program);
        writer.AppendDefinitions();
        writer.AppendRules();
        writer.AppendElements();
        return writer._text.ToString();
    }

    // The order of the layers is that of their names.
    private IEnumerable<FilterTable> Layers => _program.Tables.OrderBy(table => table.Kind.Name(), StringComparer.Ordinal);

    private void AppendDefinitions()
    {
        _text.Append("add table").Append(_table.AsSpan().TrimEnd()).Append('\n');
        foreach ((TableKind layer, string name, string definition) in NftablesBaseChains.All)
        {
            Add("chain").Append(Layered(layer, name)).Append(" { ").Append(definition).Append(" ; }\n");
        }

        foreach (FilterTable layer in Layers)
        {
            foreach (FilterChain chain in layer.Chains)
            {
                Add("chain").Append(Layered(layer.Kind, chain.Name)).Append('\n');
            }
        }

        foreach (NamedSet set in _program.Sets)
        {
            Add("set").Append(SetName(set)).Append(" { type ").Append(NftablesSets.TypeOf(set.Kind, _program.Family)).Append(" }\n");
        }

        foreach (VerdictMap map in _program.Maps)
        {
            Add("map").Append(Layered(map.Table, map.Name)).Append(" { type ifname : verdict ; }\n");
        }
    }

    private void AppendRules()
    {
        foreach (FilterTable layer in Layers)
        {
            foreach (KernelHook hook in layer.Hooks)
            {
                AppendRules(layer.Kind, hook.Chain, "", hook.Inserted);
                AppendRules(layer.Kind, hook.Chain, Appends, hook.Appended);
            }

            foreach (FilterChain chain in layer.Chains)
            {
                AppendRules(layer.Kind, chain.Name, "", chain.Rules);
            }
        }
    }

    private void AppendRules(TableKind layer, string chain, string hashSuffix, ImmutableArray<FilterRule> rules)
    {
        Layered(layer, chain);
        _hash.Start(_name.ToString(), hashSuffix);
        foreach (FilterRule rule in rules)
        {
            AppendRule(rule, layer);
            NftablesComments.Append(_comment, _hash.Next(_rule), rule.Comments);
            Add("rule").Append(_name.Written).Append(' ').Append(_rule.Written).Append(" comment \"").Append(_comment.Written).Append("\"\n");
        }
    }

    private void AppendRule(FilterRule rule, TableKind layer)
    {
        _rule.Clear();
        _matches.Append(_rule, rule.Matches, layer);
        if (rule.Verb is { } verb)
        {
            NftablesVerbs.Append(_rule.Append(rule.Matches.IsEmpty ? "counter " : " counter "), verb, layer, _program.Family);
        }
        else if (rule.Matches.IsEmpty)
        {
            _rule.Append("continue");
        }
    }

    private void AppendElements()
    {
        foreach (NamedSet set in _program.Sets)
        {
            ReadOnlySpan<char> name = SetName(set);
            foreach (NodeSetMember member in set.Members)
            {
                Add("element").Append(name).Append(" { ");
                NftablesSets.AppendMember(_text, set.Kind, member);
                _text.Append(" }\n");
            }
        }

        foreach (VerdictMap map in _program.Maps)
        {
            string name = Layered(map.Table, map.Name).ToString();
            foreach ((string link, string chain) in map.ChainsByInterface)
            {
                Add("element").Append(name).Append(" { ").Append(link).Append(" : goto ").Append(Layered(map.Table, chain)).Append(" }\n");
            }
        }
    }

    private TextBuffer Add(string what) => _text.Append("add ").Append(what).Append(_table);

    /// <summary>A name in its layer, good until the next one is asked for.</summary>
    private ReadOnlySpan<char> Layered(TableKind layer, string name)
    {
        _name.Clear();
        NftablesNames.AppendLayered(_name, layer, name);
        return _name.Written;
    }

    private ReadOnlySpan<char> SetName(NamedSet set)
    {
        _name.Clear();
        NftablesNames.AppendSet(_name, set.Name);
        return _name.Written;
    }
}
