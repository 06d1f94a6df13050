namespace PolicyEngine.Collections;

/// <summary>Leads to the parts of a <see cref="SortedTable{TKey, TValue}"/>, two or more.</summary>
internal sealed class SortedBranch<TKey, TValue> : SortedNode<TKey, TValue>
{
    private readonly SortedNode<TKey, TValue>[] _children;

    // Beside the children, so that a search does not have to look into them: their first keys, and how many entries end with each.
    private readonly TKey[] _firsts;
    private readonly int[] _ends;

    public SortedBranch(SortedNode<TKey, TValue>[] children)
    {
        (_children, _firsts, _ends) = (children, new TKey[children.Length], new int[children.Length]);
        int end = 0;
        for (int index = 0; index < children.Length; index++)
        {
            _firsts[index] = children[index].First;
            _ends[index] = end += children[index].Count;
        }
    }

    private SortedBranch(SortedNode<TKey, TValue>[] children, TKey[] firsts, int[] ends) => (_children, _firsts, _ends) = (children, firsts, ends);

    public ReadOnlySpan<SortedNode<TKey, TValue>> Children => _children;

    public override int Count => _ends[^1];

    public override int Size => _children.Length;

    public override TKey First => _firsts[0];

    public override IEnumerable<KeyValuePair<TKey, TValue>> All => _children.SelectMany(child => child.All);

    /// <summary>The child with the entry at a place, which becomes the place there.</summary>
    public SortedNode<TKey, TValue> Child(ref int place)
    {
        int index = _ends.AsSpan().BinarySearch(place + 1);
        index = index < 0 ? ~index : index;
        place -= Before(index);
        return _children[index];
    }

    /// <summary>The child that has a key or would have it; <paramref name="before"/> grows by the entries before it.</summary>
    public SortedNode<TKey, TValue> Child(TKey key, IComparer<TKey> order, ref int before)
    {
        int index = IndexOf(key, order);
        before += Before(index);
        return _children[index];
    }

    public override (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) With(TKey key, TValue value, IComparer<TKey> order)
    {
        int index = IndexOf(key, order);
        (SortedNode<TKey, TValue> child, SortedNode<TKey, TValue>? more) = _children[index].With(key, value, order);
        return more is null ? (WithChild(index, child), null) : Parted(Inserted(Replaced(index, child), index + 1, more));
    }

    public override SortedNode<TKey, TValue> Without(TKey key, IComparer<TKey> order)
    {
        int index = IndexOf(key, order);
        SortedNode<TKey, TValue> child = _children[index].Without(key, order);
        if (ReferenceEquals(child, _children[index]) || child.Size >= Least)
        {
            return ReferenceEquals(child, _children[index]) ? this : WithChild(index, child);
        }

        // One that holds too little joins its neighbour.
        int left = index == 0 ? 0 : index - 1;
        SortedNode<TKey, TValue>[] changed = Replaced(index, child);
        (SortedNode<TKey, TValue> joined, SortedNode<TKey, TValue>? more) = changed[left].Joined(changed[left + 1]);
        return new SortedBranch<TKey, TValue>([.. changed.AsSpan(..left), .. more is null ? [joined] : new[] { joined, more }, .. changed.AsSpan((left + 2)..)]);
    }

    public override IEnumerable<KeyValuePair<TKey, TValue>> From(TKey key, IComparer<TKey> order)
    {
        int index = IndexOf(key, order);
        return _children[index].From(key, order).Concat(_children.Skip(index + 1).SelectMany(child => child.All));
    }

    public override (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) Joined(SortedNode<TKey, TValue> next) =>
        Parted([.. _children, .. ((SortedBranch<TKey, TValue>)next)._children]);

    private static (SortedNode<TKey, TValue> Node, SortedNode<TKey, TValue>? More) Parted(SortedNode<TKey, TValue>[] children) => children.Length <= Most
        ? (new SortedBranch<TKey, TValue>(children), null)
        : (new SortedBranch<TKey, TValue>(children[..(children.Length / 2)]), new SortedBranch<TKey, TValue>(children[(children.Length / 2)..]));

    /// <summary>The branch with another child in a place. The others are not looked at: each look may be one at distant memory.</summary>
    private SortedBranch<TKey, TValue> WithChild(int index, SortedNode<TKey, TValue> child)
    {
        TKey[] firsts = [.. _firsts];
        firsts[index] = child.First;
        int[] ends = [.. _ends];
        int growth = child.Count - (ends[index] - Before(index));
        foreach (ref int end in ends.AsSpan(index))
        {
            end += growth;
        }

        return new SortedBranch<TKey, TValue>(Replaced(index, child), firsts, ends);
    }

    private int Before(int index) => index == 0 ? 0 : _ends[index - 1];

    private SortedNode<TKey, TValue>[] Replaced(int index, SortedNode<TKey, TValue> child)
    {
        SortedNode<TKey, TValue>[] changed = [.. _children];
        changed[index] = child;
        return changed;
    }

    /// <summary>The last child whose first key is not behind a key, or the first.</summary>
    private int IndexOf(TKey key, IComparer<TKey> order)
    {
        int low = 0;
        int high = _firsts.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = order.Compare(_firsts[middle], key) <= 0 ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
