using System.Collections.Concurrent;

namespace PolicyEngine.Compilation;

/// <summary>
/// The decision tables made so far. A table is a pure function of its key, so threads may race to make one. Bounded:
/// when it is full it is emptied, and tables are made again as they are asked for.
/// </summary>
internal sealed class TableCache(int capacity)
{
    private const int InitialSlots = 256;

    private readonly ConcurrentDictionary<MatchKey, DecisionTable> _byMatches = new(MatchKey.ByContent);
    private readonly Lock _writing = new();
    private int _count;

    // Open addressing, at most half full. A slot never changes once its table is set, which is done last: readers need no lock.
    private volatile Slot[] _slots = new Slot[InitialSlots];

    /// <summary>How many distinct tables are kept.</summary>
    public int Count => _byMatches.Count;

    /// <summary>The table of a chain for an endpoint's own class and its peer's, each -1 where it does not matter, if it has been made.</summary>
    public DecisionTable? Find(int chain, int self, int peer) => Find(chain, self, peer, out _);

    /// <summary>As <see cref="Find(int, int, int)"/>; where the table decides all traffic alike, with that decision, which saves the way to it.</summary>
    public DecisionTable? Find(int chain, int self, int peer, out Decision? only)
    {
        Slot[] slots = _slots;
        for (int index = FirstIndex(chain, self, peer, slots.Length); ; index = (index + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref slots[index];
            DecisionTable? table = Volatile.Read(ref slot.Table);
            if (table is null || (slot.Chain == chain && slot.Peer == peer && slot.Self == self))
            {
                only = slot.Only;
                return table;
            }
        }
    }

    /// <summary>Makes and keeps the table.</summary>
    public DecisionTable Make(PolicyChain chain, AddressClass self, AddressClass peer)
    {
        DecisionTable table = MakeApart(chain, self, peer);
        lock (_writing)
        {
            Keep(chain.Id, chain.UsesSelf ? self.Id : -1, chain.UsesPeer ? peer.Id : -1, table);
        }

        return table;
    }

    /// <summary>
    /// Makes the table without keeping it by the numbers of the classes. Peers that satisfy the same conditions of this chain
    /// share a table whatever else they satisfy.
    /// </summary>
    public DecisionTable MakeApart(PolicyChain chain, AddressClass self, AddressClass peer)
    {
        ReadOnlySpan<int> content = MatchKey.ContentOf(chain, self, peer);
        if (_byMatches.GetAlternateLookup<ReadOnlySpan<int>>().TryGetValue(content, out DecisionTable? known))
        {
            return known;
        }

        var matches = new MatchKey(content);
        return _byMatches.GetOrAdd(matches, DecisionTableBuilder.Build(chain, self, peer, matches));
    }

    private void Keep(int chain, int self, int peer, DecisionTable table)
    {
        if (Find(chain, self, peer) is not null)
        {
            return;
        }

        if (_count == capacity)
        {
            _byMatches.Clear();
            _slots = new Slot[InitialSlots];
            _count = 0;
        }
        else if (2 * (_count + 1) > _slots.Length)
        {
            Grow();
        }

        Put(_slots, chain, self, peer, table);
        _count++;
    }

    private void Grow()
    {
        var larger = new Slot[2 * _slots.Length];
        foreach (ref readonly Slot slot in _slots.AsSpan())
        {
            if (slot.Table is { } table)
            {
                Put(larger, slot.Chain, slot.Self, slot.Peer, table);
            }
        }

        _slots = larger;
    }

    private static void Put(Slot[] slots, int chain, int self, int peer, DecisionTable table)
    {
        int index = FirstIndex(chain, self, peer, slots.Length);
        while (slots[index].Table is not null)
        {
            index = (index + 1) & (slots.Length - 1);
        }

        ref Slot slot = ref slots[index];
        (slot.Chain, slot.Self, slot.Peer, slot.Only) = (chain, self, peer, table.Only);
        Volatile.Write(ref slot.Table, table);
    }

    private static int FirstIndex(int chain, int self, int peer, int slots)
    {
        unchecked
        {
            // Multiplying by odd constants and taking high bits spreads neighbouring numbers over all slots.
            ulong hash = (((ulong)(uint)chain << 32) | (uint)peer) * 0x9E37_79B9_7F4A_7C15;
            hash = (hash ^ (hash >> 32) ^ (uint)self) * 0xD6E8_FEB8_6659_FD93;
            return (int)(hash >> 32) & (slots - 1);
        }
    }

    private struct Slot
    {
        public DecisionTable? Table;
        public Decision? Only;
        public int Chain;
        public int Self;
        public int Peer;
    }
}
