using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>
/// Chains that lead from the name of an interface to the chain of its endpoint. Names that share the character behind their
/// common beginning share a chain of their own, so that a packet meets few rules (felix/rules/dispatch.go).
/// </summary>
/// <param name="Root">The name of the first chain.</param>
/// <param name="Direction">The interface that is looked at.</param>
/// <param name="EndpointChain">The chain of an interface.</param>
internal sealed record DispatchTree(string Root, LinkDirection Direction, Func<string, string> EndpointChain)
{
    /// <summary>What becomes of packets of all other interfaces; it stands at the end of each chain.</summary>
    public ImmutableArray<FilterRule> EndRules { get; init; } = [];

    /// <summary>What the names of further chains begin with.</summary>
    public string ChildPrefix { get; init; } = Root;

    /// <summary>The chains for some interfaces, the root first.</summary>
    public ImmutableArray<FilterChain> Grow(IEnumerable<string> links)
    {
        ImmutableArray<string> names = [.. links.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        int common = CommonLength(names);
        List<FilterChain> children = [];
        List<FilterRule> rules = [];
        foreach (IGrouping<string, string> bin in names.GroupBy(name => name[..Math.Min(name.Length, common + 1)], StringComparer.Ordinal))
        {
            ImmutableArray<FilterRule> leaves = [.. bin.Select(name => Go(new Match.Interface(Direction, name), EndpointChain(name)))];
            if (leaves.Length == 1)
            {
                rules.Add(leaves[0]);
                continue;
            }

            string child = $"{ChildPrefix}-{bin.Key.AsSpan(common)}";
            rules.Add(Go(new Match.Interface(Direction, bin.Key, IsPrefix: true), child));
            children.Add(new FilterChain(child, [.. leaves, .. EndRules]));
        }

        return [new FilterChain(Root, [.. rules, .. EndRules]), .. children];
    }

    private static FilterRule Go(Match match, string chain) => FilterRule.Of(new Verb.Goto(chain), match);

    private static int CommonLength(ImmutableArray<string> sorted)
    {
        if (sorted.IsEmpty)
        {
            return 0;
        }

        // In sorted order, what the first and the last share is shared by all.
        return sorted[0].AsSpan().CommonPrefixLength(sorted[^1]);
    }
}
