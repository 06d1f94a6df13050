namespace PolicyEngine.Collections;

/// <summary>Entries of a <see cref="SortedTable{TKey, TValue}"/>.</summary>
internal sealed class SortedLeaf<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries) : SortedNode<TKey, TValue>
{
    /// <summary>No entries.</summary>
    public static SortedLeaf<TKey, TValue> Empty { get; } = new([]);

    public override int Count => entries.Length;

    public override int Size => entries.Length;

    public override TKey First => entries[0].Key;

    public override IEnumerable<KeyValuePair<TKey, TValue>> All => entries;

    public ref readonly KeyValuePair<TKey, TValue> this[int index] => ref entries[index];

    /// <summary>The place of a key; where it is not there, the complement of the place it would have.</summary>
    public int IndexOf(TKey key, IComparer<TKey> order)
    {
        int low = 0;
        int high = entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int place = order.Compare(entries[middle].Key, key);
            if (place == 0)
            {
                return middle;
            }

            (low, high) = place < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    public override (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) With(TKey key, TValue value, IComparer<TKey> order)
    {
        int index = IndexOf(key, order);
        if (index < 0)
        {
            return Parted(Inserted(entries, ~index, new(key, value)));
        }

        KeyValuePair<TKey, TValue>[] changed = [.. entries];
        changed[index] = new(key, value);
        return (new SortedLeaf<TKey, TValue>(changed), null);
    }

    public override SortedNode<TKey, TValue> Without(TKey key, IComparer<TKey> order)
    {
        int index = IndexOf(key, order);
        return index < 0 ? this : new SortedLeaf<TKey, TValue>([.. entries.AsSpan(..index), .. entries.AsSpan((index + 1)..)]);
    }

    public override IEnumerable<KeyValuePair<TKey, TValue>> From(TKey key, IComparer<TKey> order)
    {
        int index = IndexOf(key, order);
        return new ArraySegment<KeyValuePair<TKey, TValue>>(entries)[(index < 0 ? ~index : index)..];
    }

    public override (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) Joined(SortedNode<TKey, TValue> next) =>
        Parted([.. entries, .. next.All]);

    private static (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) Parted(KeyValuePair<TKey, TValue>[] all) => all.Length <= Most
        ? (new SortedLeaf<TKey, TValue>(all), null)
        : (new SortedLeaf<TKey, TValue>(all[..(all.Length / 2)]), new SortedLeaf<TKey, TValue>(all[(all.Length / 2)..]));
}
