using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Selectors;

namespace PolicyEngine.Compilation;

/// <summary>
/// Which selectors of the first index match labels. That index has most of all selectors, and clusters that come from one another by changes of
/// policies share it. Thread-safe.
/// </summary>
internal sealed class SelectorMatches(ImmutableArray<(SelectorIndex Index, int First)> indexes)
{
    private readonly SelectorIndex? _index = FirstOf(indexes);
    private readonly ConcurrentDictionary<LabelSet, int[]> _known = [];

    /// <summary>How many different labels were asked about.</summary>
    public int Count => _known.Count;

    /// <summary>Whether the first of some indexes is the one that was asked.</summary>
    public bool AreOf(ImmutableArray<(SelectorIndex Index, int First)> others) => ReferenceEquals(_index, FirstOf(others));

    /// <summary>The numbers of the selectors that match.</summary>
    public int[] Of(LabelSet labels) => _known.TryGetValue(labels, out int[]? known) ? known : _known.GetOrAdd(labels, Match(labels));

    private static SelectorIndex? FirstOf(ImmutableArray<(SelectorIndex Index, int First)> indexes) => indexes.IsEmpty ? null : indexes[0].Index;

    private int[] Match(LabelSet labels)
    {
        List<int> matches = [];
        _index?.Match(labels, matches);
        return [.. matches];
    }
}
