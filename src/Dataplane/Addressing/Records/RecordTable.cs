namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>The records of one kind, in the order of their keys. Every write is a compare-and-swap.</summary>
/// <param name="gate">Where stepped writers wait.</param>
/// <param name="revisions">Numbers the writes.</param>
/// <param name="order">The order of keys.</param>
/// <param name="written">Told every change: the key, and the record after it.</param>
internal sealed class RecordTable<TKey, TRecord>(
    WriteGate gate,
    RevisionCounter revisions,
    IComparer<TKey> order,
    Action<TKey, TRecord?>? written = null)
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
    public DatastoreWrite<TRecord> Create(TRecord record) =>
        new(gate, "create", record.Key, () => _keys.Add(record.Key) ? Put(record) : null);

    /// <summary>Replaces a record if it is still the one that was read.</summary>
    public DatastoreWrite<TRecord> Update(TRecord read, TRecord changed) =>
        new(gate, "update", read.Key, () => IsCurrent(read) ? Put(changed) : null);

    /// <summary>Removes a record if it is still the one that was read.</summary>
    public DatastoreWrite<TRecord> Delete(TRecord read) => new(gate, "delete", read.Key, () => IsCurrent(read) ? Remove(read) : null);

    /// <summary>Replaces everything.</summary>
    public void Load(IEnumerable<TRecord> records)
    {
        foreach (TRecord record in All.ToList())
        {
            Remove(record);
        }

        foreach (TRecord record in records)
        {
            _keys.Add(record.Key);
            Put(record);
        }
    }

    private bool IsCurrent(TRecord read) => Find(read.Key)?.Revision == read.Revision;

    private TRecord Put(TRecord record)
    {
        TRecord stored = record.At(revisions.Next());
        _records[record.Key] = stored;
        written?.Invoke(record.Key, stored);
        return stored;
    }

    private TRecord Remove(TRecord record)
    {
        _records.Remove(record.Key);
        _keys.Remove(record.Key);
        written?.Invoke(record.Key, null);
        return record;
    }
}
