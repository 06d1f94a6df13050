namespace PolicyEngine.Renderers.Proof;

/// <summary>Packets by something that they have in common.</summary>
internal sealed class PacketGroups<TKey>(Diagrams diagrams)
    where TKey : struct
{
    private readonly Dictionary<TKey, Diagram> _sets = [];

    public IReadOnlyDictionary<TKey, Diagram> Sets => _sets;

    public void Add(TKey key, Diagram packets)
    {
        if (!packets.IsEmpty)
        {
            _sets[key] = _sets.TryGetValue(key, out Diagram known) ? diagrams.Or(known, packets) : packets;
        }
    }

    /// <summary>The packets of all keys that meet a condition.</summary>
    public Diagram Where(Func<TKey, bool> condition) =>
        _sets.Where(entry => condition(entry.Key)).Aggregate(Diagram.None, (all, entry) => diagrams.Or(all, entry.Value));
}
