namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>The records of one kind, in the order of their keys. Every write is a compare-and-swap.</summary>
internal sealed class RecordTable<TKey, TRecord>(WriteGate gate, RevisionCounter revisions, IComparer<TKey> order)
    where TKey : notnull
    where TRecord : class, IRecord<TKey, TRecord>
{
    private readonly Dictionary<TKey, TRecord> _records = [];
    private readonly SortedSet<TKey> _keys = new(order);

    public IEnumerable<TRecord> All => _keys.Select(key => _records[key]);

    public TRecord? Find(TKey key) => _records.GetValueOrDefault(key);

    /// <summary>The keys between two, ascending; not to be kept over a write.</summary>
    public SortedSet<TKey> Between(TKey first, TKey last) => _keys.GetViewBetween(first, last);

    /// <summary>Writes a record where there is none of its key.</summary>
    public DatastoreWrite<TRecord> Create(TRecord record) => new(gate, "create", record.Key, () =>
    {
        if (!_keys.Add(record.Key))
        {
            return null;
        }

        return _records[record.Key] = record.At(revisions.Next());
    });

    /// <summary>Replaces a record if it is still the one that was read.</summary>
    public DatastoreWrite<TRecord> Update(TRecord read, TRecord written) =>
        new(gate, "update", read.Key, () => IsCurrent(read) ? _records[read.Key] = written.At(revisions.Next()) : null);

    /// <summary>Removes a record if it is still the one that was read.</summary>
    public DatastoreWrite<TRecord> Delete(TRecord read) => new(gate, "delete", read.Key, () =>
    {
        if (!IsCurrent(read))
        {
            return null;
        }

        _records.Remove(read.Key);
        _keys.Remove(read.Key);
        return read;
    });

    /// <summary>Replaces everything.</summary>
    public void Load(IEnumerable<TRecord> records)
    {
        _records.Clear();
        _keys.Clear();
        foreach (TRecord record in records)
        {
            _records[record.Key] = record.At(revisions.Next());
            _keys.Add(record.Key);
        }
    }

    private bool IsCurrent(TRecord read) => Find(read.Key)?.Revision == read.Revision;
}
