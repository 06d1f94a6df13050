using System.Numerics;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Cuts one address family at every edge of every address set in play and at every endpoint's address, in one sweep.
/// The sets in force change only at edges of sets, so their signatures are made there and not once for each endpoint.
/// </summary>
internal sealed class AtlasBuilder<T>(SignatureTable signatures, AddressClassTable classes, IpFamily family)
    where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
{
    private readonly List<(T At, bool Opens, bool IsRuleSet, int Number)> _edges = [];
    private readonly List<(T Address, int Endpoint, AddressOwner Owner)> _points = [];

    /// <summary>Adds an address set that rules test.</summary>
    public void AddRuleSet(int number, IntervalSet<T> addresses) => AddEdges(number, addresses, isRuleSet: true);

    /// <summary>Adds the addresses of a network set.</summary>
    public void AddNetworkSet(int number, IntervalSet<T> addresses) => AddEdges(number, addresses, isRuleSet: false);

    /// <summary>Adds an address that an endpoint holds.</summary>
    public void AddEndpoint(int endpoint, T address, AddressOwner owner) => _points.Add((address, endpoint, owner));

    /// <param name="selectorsOfNetworkSet">The peer selectors that each network set satisfies.</param>
    public AtlasPlane<T> Build(Func<int, Signature> selectorsOfNetworkSet)
    {
        _edges.Sort((left, right) => left.At.CompareTo(right.At));
        _points.Sort((left, right) =>
            left.Address.CompareTo(right.Address) is not 0 and var order ? order : left.Endpoint.CompareTo(right.Endpoint));
        var starts = new List<T>();
        var rangeClasses = new List<int>();
        var rangeEndpoints = new List<int>();
        var ruleSets = new SortedSet<int>();
        var networkSets = new SortedSet<int>();
        int edge = 0;
        int point = 0;
        T position = T.MinValue;
        while (true)
        {
            for (; edge < _edges.Count && _edges[edge].At == position; edge++)
            {
                Cross(_edges[edge], ruleSets, networkSets);
            }

            Signature sets = signatures.Intern([.. ruleSets]);
            Signature lent = signatures.Empty;
            foreach (int networkSet in networkSets)
            {
                lent = signatures.Union(lent, selectorsOfNetworkSet(networkSet));
            }

            int unowned = classes.Known(family, sets, lent, []).Id;
            T? end = edge < _edges.Count ? _edges[edge].At : null;

            // From here to the next edge only endpoints' addresses cut the range.
            Start(position, unowned, -1);
            while (point < _points.Count && (end is null || _points[point].Address < end))
            {
                T address = _points[point].Address;
                int first = point;
                while (point < _points.Count && _points[point].Address == address)
                {
                    point++;
                }

                AddressOwner[] owners = [.. _points[first..point].Select(entry => entry.Owner)];
                int owned = classes.Known(family, sets, lent, owners).Id;
                Start(address, owned, _points[first].Endpoint);
                T next = address;
                if (address != T.MaxValue && (++next < end || end is null))
                {
                    Start(next, unowned, -1);
                }
            }

            if (end is null)
            {
                return new AtlasPlane<T>([.. starts], [.. rangeClasses], [.. rangeEndpoints]);
            }

            position = end.Value;
        }

        void Start(T at, int rangeClass, int endpoint)
        {
            if (starts.Count > 0 && starts[^1] == at)
            {
                (rangeClasses[^1], rangeEndpoints[^1]) = (rangeClass, endpoint);
            }
            else
            {
                starts.Add(at);
                rangeClasses.Add(rangeClass);
                rangeEndpoints.Add(endpoint);
            }
        }
    }

    private static void Cross(
        (T At, bool Opens, bool IsRuleSet, int Number) edge, SortedSet<int> ruleSets, SortedSet<int> networkSets)
    {
        SortedSet<int> inForce = edge.IsRuleSet ? ruleSets : networkSets;
        _ = edge.Opens ? inForce.Add(edge.Number) : inForce.Remove(edge.Number);
    }

    /// <summary>INVARIANT: a canonical set's intervals do not touch, so an opening and a closing of one set never meet.</summary>
    private void AddEdges(int number, IntervalSet<T> addresses, bool isRuleSet)
    {
        foreach (Interval<T> interval in addresses.Intervals)
        {
            _edges.Add((interval.Low, true, isRuleSet, number));
            if (interval.High != T.MaxValue)
            {
                T after = interval.High;
                _edges.Add((++after, false, isRuleSet, number));
            }
        }
    }
}
