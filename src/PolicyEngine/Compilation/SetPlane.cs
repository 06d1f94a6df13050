using System.Numerics;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Many numbered address sets of one family, cut at all their edges: leads every address to the sets that hold it, by
/// binary search. INVARIANT: the first range starts at zero.
/// </summary>
internal sealed class SetPlane<T>
    where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
{
    private readonly T[] _starts;

    // For each range the place of its contents.
    private readonly int[] _places;
    private readonly int[][] _contents;

    private SetPlane(T[] starts, int[] places, int[][] contents) => (_starts, _places, _contents) = (starts, places, contents);

    /// <summary>The plane of sets numbered by their places in a list.</summary>
    public static SetPlane<T> Of(IEnumerable<IntervalSet<T>> sets)
    {
        List<(T At, bool Opens, int Number)> edges = Edges(sets);
        var signatures = new SignatureTable();
        var starts = new List<T>();
        var places = new List<int>();
        var inForce = new SortedSet<int>();
        int edge = 0;
        T position = T.MinValue;
        while (true)
        {
            for (; edge < edges.Count && edges[edge].At == position; edge++)
            {
                _ = edges[edge].Opens ? inForce.Add(edges[edge].Number) : inForce.Remove(edges[edge].Number);
            }

            starts.Add(position);
            places.Add(signatures.Intern([.. inForce]).Id);
            if (edge == edges.Count)
            {
                return new SetPlane<T>([.. starts], [.. places], signatures.Contents());
            }

            position = edges[edge].At;
        }
    }

    /// <summary>The place of the contents at an address.</summary>
    public int Find(T address)
    {
        int index = _starts.AsSpan().BinarySearch(address);
        return _places[index >= 0 ? index : ~index - 1];
    }

    /// <summary>The numbers of the sets, ascending.</summary>
    public ReadOnlySpan<int> Contents(int place) => _contents[place];

    /// <summary>The first address behind another where the contents change; null where they never do.</summary>
    public T? NextStart(T after)
    {
        int index = _starts.AsSpan().BinarySearch(after);
        int next = index >= 0 ? index + 1 : ~index;
        return next < _starts.Length ? _starts[next] : null;
    }

    /// <summary>INVARIANT: a canonical set's intervals do not touch, so an opening and a closing of one set never meet.</summary>
    private static List<(T At, bool Opens, int Number)> Edges(IEnumerable<IntervalSet<T>> sets)
    {
        var edges = new List<(T At, bool Opens, int Number)>();
        int number = 0;
        foreach (IntervalSet<T> set in sets)
        {
            foreach (Interval<T> interval in set.Intervals)
            {
                edges.Add((interval.Low, true, number));
                if (interval.High != T.MaxValue)
                {
                    T after = interval.High;
                    edges.Add((++after, false, number));
                }
            }

            number++;
        }

        edges.Sort((left, right) => left.At.CompareTo(right.At));
        return edges;
    }
}
