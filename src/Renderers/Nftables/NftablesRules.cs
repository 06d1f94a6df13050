using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Appends the rules of chains to a script, each with its hash in its comment.</summary>
internal sealed class NftablesRules(NftablesScript script, IpFamily family, Fidelity fidelity)
{
    // What rules behind those of others are hashed as: two lists of one chain must not look alike.
    private const string Appends = "*appends*";

    private readonly TextBuffer _chain = new();
    private readonly TextBuffer _rule = new();
    private readonly TextBuffer _comment = new();
    private readonly RuleHash _hash = new();
    private readonly NftablesMatches _matches = new(family, fidelity);

    public void Append(TableKind layer, KernelHook hook)
    {
        Append(layer, hook.Chain, "", hook.Inserted);
        Append(layer, hook.Chain, Appends, hook.Appended);
    }

    public void Append(TableKind layer, FilterChain chain) => Append(layer, chain.Name, "", chain.Rules);

    private void Append(TableKind layer, string chain, string hashSuffix, ImmutableArray<FilterRule> rules)
    {
        _chain.Clear();
        NftablesNames.AppendLayered(_chain, layer, chain);
        _hash.Start(_chain.Written, hashSuffix);
        foreach (FilterRule rule in rules)
        {
            Form(rule, layer);
            NftablesComments.Append(_comment, _hash.Next(_rule), rule.Comments);
            script.Begin("add rule").Append(' ').Append(_chain.Written).Append(' ').Append(_rule.Written)
                .Append(" comment \"").Append(_comment.Written).Append("\"\n");
        }
    }

    private void Form(FilterRule rule, TableKind layer)
    {
        _rule.Clear();
        _matches.Append(_rule, rule.Matches, layer);
        if (rule.Verb is { } verb)
        {
            NftablesVerbs.Append(_rule.Append(rule.Matches.IsEmpty ? "counter " : " counter "), verb, layer, family);
        }
        else if (rule.Matches.IsEmpty)
        {
            _rule.Append("continue");
        }
    }
}
