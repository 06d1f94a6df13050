using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>Ranges in order, so that those within another are one stretch.</summary>
internal sealed class SortedRanges<T>
{
    private readonly T[] _items;
    private readonly IpPrefix[] _ranges;

    public SortedRanges(IEnumerable<T> items, Func<T, IpPrefix> rangeOf)
    {
        _items = [.. items.OrderBy(rangeOf, PrefixOrder.Instance)];
        _ranges = [.. _items.Select(rangeOf)];
    }

    /// <summary>The items whose ranges lie within another, or are equal to it.</summary>
    public ArraySegment<T> Within(IpPrefix outer)
    {
        int first = CountWhile(range => PrefixOrder.Instance.Compare(range, outer) < 0);
        return new ArraySegment<T>(_items, first, CountWhile(range => range.First <= outer.Last) - first);
    }

    /// <summary>How many ranges are as asked, where those that are come first.</summary>
    private int CountWhile(Func<IpPrefix, bool> isBefore)
    {
        (int low, int high) = (0, _ranges.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isBefore(_ranges[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
