using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Collections;

/// <summary>
/// An immutable table in the order of its keys. A changed table shares all but a few kilobytes with the one it comes from, and
/// entries are found by key and by place alike (a B+ tree whose nodes are never changed).
/// </summary>
internal sealed class SortedTable<TKey, TValue> : IReadOnlyList<KeyValuePair<TKey, TValue>>
{
    private readonly IComparer<TKey> _order;
    private readonly SortedNode<TKey, TValue> _root;

    private SortedTable(IComparer<TKey> order, SortedNode<TKey, TValue> root) => (_order, _root) = (order, root);

    /// <summary>How many entries there are.</summary>
    public int Count => _root.Count;

    /// <summary>The entry at a place in the order.</summary>
    public KeyValuePair<TKey, TValue> this[int place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(place);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Count);
            SortedNode<TKey, TValue> node = _root;
            while (node is SortedBranch<TKey, TValue> branch)
            {
                node = branch.Child(ref place);
            }

            return ((SortedLeaf<TKey, TValue>)node)[place];
        }
    }

    /// <summary>A table without entries.</summary>
    public static SortedTable<TKey, TValue> Empty(IComparer<TKey> order) => new(order, SortedLeaf<TKey, TValue>.Empty);

    /// <summary>A table of entries that stand in order already, each key once.</summary>
    public static SortedTable<TKey, TValue> Of(IReadOnlyList<KeyValuePair<TKey, TValue>> ordered, IComparer<TKey> order) =>
        new(order, SortedNode<TKey, TValue>.Of(ordered));

    /// <summary>The value of a key.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        SortedLeaf<TKey, TValue> leaf = LeafOf(key, out _);
        int index = leaf.IndexOf(key, _order);
        value = index < 0 ? default : leaf[index].Value;
        return index >= 0;
    }

    /// <summary>The place of a key; where it is not there, the complement of the place it would have.</summary>
    public int PlaceOf(TKey key)
    {
        int index = LeafOf(key, out int before).IndexOf(key, _order);
        return index < 0 ? ~(before + ~index) : before + index;
    }

    /// <summary>The table with a value for a key, in place of any that it has.</summary>
    public SortedTable<TKey, TValue> With(TKey key, TValue value)
    {
        (SortedNode<TKey, TValue> node, SortedNode<TKey, TValue>? more) = _root.With(key, value, _order);
        return new SortedTable<TKey, TValue>(_order, more is null ? node : new SortedBranch<TKey, TValue>([node, more]));
    }

    /// <summary>The table without a key; itself where it does not have it.</summary>
    public SortedTable<TKey, TValue> Without(TKey key) => _root.Without(key, _order) is var root && ReferenceEquals(root, _root)
        ? this
        : new SortedTable<TKey, TValue>(_order, root is SortedBranch<TKey, TValue> { Children: [var only] } ? only : root);

    /// <summary>The entries from a key on.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> From(TKey key) => _root.From(key, _order);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _root.All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private SortedLeaf<TKey, TValue> LeafOf(TKey key, out int before)
    {
        before = 0;
        SortedNode<TKey, TValue> node = _root;
        while (node is SortedBranch<TKey, TValue> branch)
        {
            node = branch.Child(key, _order, ref before);
        }

        return (SortedLeaf<TKey, TValue>)node;
    }
}
