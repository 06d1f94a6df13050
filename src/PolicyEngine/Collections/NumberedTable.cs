namespace PolicyEngine.Collections;

/// <summary>
/// An immutable table of items by number, some numbers of which may have none. A changed table shares all but a few
/// kilobytes with the one it comes from, and reading is two look-ups in arrays.
/// </summary>
internal sealed class NumberedTable<T>
    where T : class
{
    private const int PartLength = 256;

    private static readonly T?[] s_none = new T?[PartLength];

    private readonly T?[][] _parts;

    private NumberedTable(T?[][] parts, int limit) => (_parts, Limit) = (parts, limit);

    /// <summary>The number behind the last one that was ever used.</summary>
    public int Limit { get; }

    /// <summary>The item with a number; null where there is none.</summary>
    public T? this[int number] => number < Limit ? _parts[number / PartLength][number % PartLength] : null;

    /// <summary>A table of items numbered in their order.</summary>
    public static NumberedTable<T> Of(ReadOnlySpan<T> items)
    {
        var parts = new T?[(items.Length + PartLength - 1) / PartLength][];
        for (int part = 0; part < parts.Length; part++)
        {
            int first = part * PartLength;
            parts[part] = new T?[PartLength];
            items.Slice(first, Math.Min(PartLength, items.Length - first)).CopyTo(parts[part]!);
        }

        return new NumberedTable<T>(parts, items.Length);
    }

    /// <summary>The numbers whose items are not the very same as in another table, in order. What both share is passed over at once.</summary>
    public IEnumerable<int> Differences(NumberedTable<T> other)
    {
        int parts = Math.Max(_parts.Length, other._parts.Length);
        for (int part = FirstDifference(_parts, other._parts, 0, parts); part < parts; part = FirstDifference(_parts, other._parts, part + 1, parts))
        {
            T?[] own = part < _parts.Length ? _parts[part] : s_none;
            T?[] others = part < other._parts.Length ? other._parts[part] : s_none;
            for (int place = FirstDifference(own, others, 0, PartLength); place < PartLength; place = FirstDifference(own, others, place + 1, PartLength))
            {
                yield return (part * PartLength) + place;
            }
        }
    }

    /// <summary>The table with another item for a number, which may be the limit; null takes away what it has.</summary>
    public NumberedTable<T> With(int number, T? item)
    {
        int part = number / PartLength;
        T?[][] parts = part < _parts.Length ? [.. _parts] : [.. _parts, new T?[PartLength]];
        T?[] changed = [.. parts[part]];
        changed[number % PartLength] = item;
        parts[part] = changed;
        return new NumberedTable<T>(parts, Math.Max(Limit, number + 1));
    }

    /// <summary>The first place from a start on where not the very same stands in both; the end where there is none.</summary>
    private static int FirstDifference<TItem>(TItem?[] one, TItem?[] other, int start, int end)
        where TItem : class
    {
        int common = Math.Min(end, Math.Min(one.Length, other.Length));
        int place = start;
        while (place < common && ReferenceEquals(one[place], other[place]))
        {
            place++;
        }

        return place;
    }
}
