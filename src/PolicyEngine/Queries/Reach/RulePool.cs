using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Queries.Reach;

/// <summary>Many rules, of which those are soon found that match an example. Not thread-safe.</summary>
internal sealed class RulePool(ImmutableArray<RuleRegion> rules)
{
    private readonly Lazy<(RuleRegion[][] Selecting, RuleRegion[] Others, SelectorIndex Index)> _sorted = new(() => Sort(rules));

    /// <summary>All of them.</summary>
    public ImmutableArray<RuleRegion> Rules => rules;

    /// <summary>Those that may match some of the traffic of an example.</summary>
    public IEnumerable<RuleRegion> Matching(RuleExample example)
    {
        (RuleRegion[][] bySelector, RuleRegion[] others, SelectorIndex index) = _sorted.Value;
        var selecting = new List<int>();
        if (example.Peer is { } labels)
        {
            index.Match(labels, selecting);
        }

        return selecting.SelectMany(number => bySelector[number]).Concat(others).Where(rule => rule.MayMatch(example));
    }

    private static (RuleRegion[][] Selecting, RuleRegion[] Others, SelectorIndex Index) Sort(ImmutableArray<RuleRegion> rules)
    {
        IGrouping<Selector, RuleRegion>[] selecting = [.. rules.Where(rule => rule.Peer.Selector is not null).GroupBy(rule => rule.Peer.Selector!)];
        return ([.. selecting.Select(alike => alike.ToArray())], [.. rules.Where(rule => rule.Peer.Selector is null)], SelectorIndex.Create([.. selecting.Select(alike => alike.Key)]));
    }
}
