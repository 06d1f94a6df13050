namespace PolicyEngine.Collections;

/// <summary>A part of a <see cref="SortedTable{TKey, TValue}"/>.</summary>
internal abstract class SortedNode<TKey, TValue>
{
    /// <summary>What a node holds at most; one that is not the root holds at least a quarter of it.</summary>
    public const int Most = 64;

    protected const int Least = Most / 4;

    /// <summary>How many entries there are below.</summary>
    public abstract int Count { get; }

    /// <summary>The first key below; there is none in an empty table.</summary>
    public abstract TKey First { get; }

    /// <summary>All entries below.</summary>
    public abstract IEnumerable<KeyValuePair<TKey, TValue>> All { get; }

    /// <summary>How much it holds itself: entries or children.</summary>
    public abstract int Size { get; }

    /// <summary>A tree of entries that stand in order, its nodes three quarters full.</summary>
    public static SortedNode<TKey, TValue> Of(IReadOnlyList<KeyValuePair<TKey, TValue>> ordered)
    {
        if (ordered.Count <= Most)
        {
            return new SortedLeaf<TKey, TValue>([.. ordered]);
        }

        SortedNode<TKey, TValue>[] nodes = [.. Parts(ordered.Count).Select(part => new SortedLeaf<TKey, TValue>([.. Slice(ordered, part)]))];
        while (nodes.Length > Most)
        {
            SortedNode<TKey, TValue>[] children = nodes;
            nodes = [.. Parts(children.Length).Select(part => new SortedBranch<TKey, TValue>(children[part]))];
        }

        return new SortedBranch<TKey, TValue>(nodes);
    }

    /// <summary>With a value for a key, in place of any that it has; in two parts where it would hold too much.</summary>
    public abstract (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) With(TKey key, TValue value, IComparer<TKey> order);

    /// <summary>Without a key; itself where it does not have it.</summary>
    public abstract SortedNode<TKey, TValue> Without(TKey key, IComparer<TKey> order);

    /// <summary>The entries from a key on.</summary>
    public abstract IEnumerable<KeyValuePair<TKey, TValue>> From(TKey key, IComparer<TKey> order);

    /// <summary>With all that the next node holds; in two parts where that is too much.</summary>
    public abstract (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) Joined(SortedNode<TKey, TValue> next);

    protected static T[] Inserted<T>(T[] items, int index, T item) => [.. items.AsSpan(..index), item, .. items.AsSpan(index..)];

    private static IEnumerable<Range> Parts(int count)
    {
        int parts = (count + (Most * 3 / 4) - 1) / (Most * 3 / 4);
        for (int part = 0; part < parts; part++)
        {
            yield return (int)((long)count * part / parts)..(int)((long)count * (part + 1) / parts);
        }
    }

    private static IEnumerable<KeyValuePair<TKey, TValue>> Slice(IReadOnlyList<KeyValuePair<TKey, TValue>> entries, Range range)
    {
        for (int index = range.Start.Value; index < range.End.Value; index++)
        {
            yield return entries[index];
        }
    }
}
