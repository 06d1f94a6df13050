using System.Collections.Concurrent;

namespace PolicyEngine.Compilation;

/// <summary>
/// The decision tables made so far. A table is a pure function of its key, so threads may race to make one. Bounded:
/// when it is full it is emptied, and tables are made again as they are asked for.
/// </summary>
internal sealed class TableCache(int capacity)
{
    private readonly ConcurrentDictionary<TableKey, DecisionTable> _tables = new();
    private readonly ConcurrentDictionary<MatchKey, DecisionTable> _byMatches = new();
    private int _count;

    /// <summary>How many distinct tables are kept.</summary>
    public int Count => _byMatches.Count;

    /// <summary>The table of a chain for an endpoint's own class (where it matters) and its peer's.</summary>
    public DecisionTable Get(PolicyChain chain, AddressClass self, AddressClass peer)
    {
        var key = new TableKey(chain.Id, chain.UsesSelf ? self.Id : -1, peer.Id);
        return _tables.TryGetValue(key, out DecisionTable? table) ? table : Make(key, chain, self, peer);
    }

    private DecisionTable Make(TableKey key, PolicyChain chain, AddressClass self, AddressClass peer)
    {
        if (Interlocked.Increment(ref _count) > capacity)
        {
            _tables.Clear();
            _byMatches.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        // Peers that satisfy the same conditions of this chain share a table whatever else they satisfy.
        MatchKey matches = MatchKey.Of(chain, self, peer);
        DecisionTable table = _byMatches.GetOrAdd(matches, _ => DecisionTableBuilder.Build(chain, self, peer));
        _tables[key] = table;
        return table;
    }

    private readonly record struct TableKey(int Chain, int Self, int Peer);
}
