using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Queries.Reach;

/// <summary>Many rules, of which those are soon found that match an example. Not thread-safe.</summary>
internal sealed class RulePool
{
    private readonly int[] _withSelector;
    private readonly int[] _others;
    private readonly SelectorIndex _index;

    public RulePool(ImmutableArray<RuleRegion> rules)
    {
        Rules = rules;
        _withSelector = [.. Enumerable.Range(0, rules.Length).Where(place => rules[place].Peer.Selector is not null)];
        _others = [.. Enumerable.Range(0, rules.Length).Where(place => rules[place].Peer.Selector is null)];
        _index = SelectorIndex.Create([.. _withSelector.Select(place => rules[place].Peer.Selector!)]);
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<RuleRegion> Rules { get; }

    /// <summary>Those that may match some of the traffic of an example, in their order.</summary>
    public IEnumerable<RuleRegion> Matching(RuleExample example)
    {
        var selecting = new List<int>();
        if (example.Peer is { } labels)
        {
            _index.Match(labels, selecting);
        }

        return selecting.Select(number => _withSelector[number]).Concat(_others).Order().Select(place => Rules[place]).Where(rule => rule.MayMatch(example));
    }
}
