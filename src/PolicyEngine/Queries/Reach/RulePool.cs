using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Queries.Reach;

/// <summary>Many rules, of which those are soon found that match an example. Not thread-safe.</summary>
internal sealed class RulePool
{
    private readonly RuleRegion[][] _selecting;
    private readonly RuleRegion[] _others;
    private readonly SelectorIndex _index;

    public RulePool(ImmutableArray<RuleRegion> rules)
    {
        Rules = rules;
        IGrouping<Selector, RuleRegion>[] selecting = [.. rules.Where(rule => rule.Peer.Selector is not null).GroupBy(rule => rule.Peer.Selector!)];
        _selecting = [.. selecting.Select(alike => alike.ToArray())];
        _others = [.. rules.Where(rule => rule.Peer.Selector is null)];
        _index = SelectorIndex.Create([.. selecting.Select(alike => alike.Key)]);
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<RuleRegion> Rules { get; }

    /// <summary>Those that may match some of the traffic of an example.</summary>
    public IEnumerable<RuleRegion> Matching(RuleExample example)
    {
        var selecting = new List<int>();
        if (example.Peer is { } labels)
        {
            _index.Match(labels, selecting);
        }

        return selecting.SelectMany(number => _selecting[number]).Concat(_others).Where(rule => rule.MayMatch(example));
    }
}
