using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Works out what passes between classes of parties. Where chains and classes are all that decides, nobody looks at the parties:
/// what passes is known by the numbers of what both halves allow and deny. Not thread-safe.
/// </summary>
internal sealed class ClassJudge
{
    private const long MaxKeptPairs = 40_000_000;

    private readonly PolicySnapshot _snapshot;
    private readonly PartyClasses _sources;
    private readonly PartyClasses _destinations;
    private readonly AskedTraffic _asked;
    private readonly bool _keepsAll;
    private readonly Passings _passings;
    private readonly HalfGrid _egress;
    private readonly HalfGrid _ingress;
    private readonly Dictionary<(DecisionTable Egress, DecisionTable Ingress, TrafficSet Asked, IpFamily Family), Passing> _byTables = [];
    private readonly bool[] _plainSources;
    private readonly bool[] _plainDestinations;
    private readonly IpFamily[] _familyOf;
    private readonly int[] _askedOf;

    // By family: the place of a plain destination in columns, or -1.
    private readonly int[][] _places;
    private readonly Passing?[]?[] _rows;
    private readonly Passing?[]?[] _others;
    private int _lastRow = -1;

    public ClassJudge(PolicySnapshot snapshot, MatrixSide sources, MatrixSide destinations, AskedTraffic asked, Passings passings)
    {
        _passings = passings;
        (_snapshot, _sources, _destinations, _asked) = (snapshot, sources.Classes, destinations.Classes, asked);
        _egress = new HalfGrid(snapshot.Graph, Directions.Egress, _sources, _destinations, destinations.Numbers, passings.Contents);
        _ingress = new HalfGrid(snapshot.Graph, Directions.Ingress, _destinations, _sources, sources.Numbers, passings.Contents);

        // Pods may not send encapsulated packets, whatever their chains say.
        bool isOrdinary = asked.IsAtLarge || !asked.Meets(EncapsulatedPackets.Of(snapshot.Model.Felix));
        _plainSources = [.. _sources.Select(members => isOrdinary && members[0].IsPlain)];
        _plainDestinations = [.. _destinations.Select(members => isOrdinary && members[0].IsPlain)];
        _familyOf = [.. _destinations.Select(members => members[0].Family)];
        _askedOf = [.. Enumerable.Range(0, _destinations.Count).Select(to => passings.NumberOf(asked.To(to), _familyOf[to]))];
        _places = [.. new[] { IpFamily.V4, IpFamily.V6 }.Select(family => PlacesIn(family))];
        _keepsAll = (long)_sources.Count * _destinations.Count <= MaxKeptPairs;
        (_rows, _others) = (new Passing?[]?[_sources.Count], new Passing?[]?[_sources.Count]);
    }

    /// <summary>Whether chains and classes are all that decides about traffic from a class.</summary>
    public bool IsPlainSource(int from) => _plainSources[from];

    /// <summary>Whether chains and classes are all that decides about traffic to a class.</summary>
    public bool IsPlainDestination(int to) => _plainDestinations[to];

    /// <summary>What passes from a plain class to each plain one; null where they have no family in common, and for all that is not plain.</summary>
    public Passing?[] Row(int from)
    {
        if (_rows[from] is { } known)
        {
            return known;
        }

        Passing?[] row;
        if (_keepsAll || _lastRow < 0)
        {
            row = new Passing?[_destinations.Count];
        }
        else
        {
            (row, _rows[_lastRow]) = (_rows[_lastRow]!, null);
            Array.Clear(row);
        }

        (_lastRow, _rows[from]) = (from, row);
        Fill(row, _places[_sources[from][0].Family == IpFamily.V4 ? 0 : 1], _egress.RowOf(from), _ingress.ColumnOf(from));
        return row;
    }

    /// <summary>What passes from one party to another, of which the classes are given; null where they have no family in common.</summary>
    public Passing? Between(int from, int to, in Party source, in Party destination)
    {
        if (source.Family != destination.Family)
        {
            return null;
        }

        if (_plainSources[from] && _plainDestinations[to])
        {
            if (_rows[from] is { } row)
            {
                return row[to];
            }

            // Where the one half denies everything, nobody asks the other, which stands in a row of its own.
            int ingress = _ingress.NumberOf(to, from);
            return ByNumbers(to, _passings.Contents[ingress].Denied.IsAll ? ingress : _egress.NumberOf(from, to), ingress);
        }

        if (!_keepsAll)
        {
            return ByTables(source, destination, to);
        }

        Passing?[] others = _others[from] ??= new Passing?[_destinations.Count];
        return others[to] ??= ByTables(source, destination, to);
    }

    private int[] PlacesIn(IpFamily family) =>
        [.. Enumerable.Range(0, _destinations.Count).Select(to => _plainDestinations[to] && _familyOf[to] == family ? _ingress.PlaceOf(to) : -1)];

    private void Fill(Passing?[] row, ReadOnlySpan<int> places, ReadOnlySpan<int> egress, ReadOnlySpan<int> ingress)
    {
        for (int to = 0; to < row.Length; to++)
        {
            if (places[to] is >= 0 and var place)
            {
                ReadOnlySpan<Passing?> known = _passings.Known(_askedOf[to], egress[to]);
                int other = ingress[place];
                row[to] = other < known.Length && known[other] is { } passing ? passing : ByNumbers(to, egress[to], other);
            }
        }
    }

    private Passing ByNumbers(int to, int egress, int ingress)
    {
        ref Passing? passing = ref _passings[_askedOf[to], egress, ingress];
        return passing ??= Passings.Of(_passings.Contents[egress], _passings.Contents[ingress], _asked.To(to), _familyOf[to]);
    }

    private Passing ByTables(in Party source, in Party destination, int to)
    {
        TrafficSet asked = _asked.To(to);
        HalfEvaluator halves = _snapshot.Halves;
        DecisionTable egress = _asked.IsAtLarge ? halves.OrdinaryTable(source, destination, Directions.Egress) : halves.Table(source, destination, Directions.Egress);
        DecisionTable ingress = _asked.IsAtLarge ? halves.OrdinaryTable(destination, source, Directions.Ingress) : halves.Table(destination, source, Directions.Ingress);
        if (!_byTables.TryGetValue((egress, ingress, asked, source.Family), out Passing? passing))
        {
            passing = Passings.Of((egress.Allowed, egress.Denied), (ingress.Allowed, ingress.Denied), asked, source.Family);
            _byTables.Add((egress, ingress, asked, source.Family), passing);
        }

        return passing;
    }
}
