using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Works out what passes between parties of a matrix, once for each two classes and each two tables. Not thread-safe.</summary>
internal sealed class MatrixJudge
{
    private const long MaxKeptPairs = 40_000_000;

    private static readonly TrafficSet s_icmp = TrafficSet.ForProtocol(Protocol.Icmp);
    private static readonly TrafficSet s_icmpV6 = TrafficSet.ForProtocol(Protocol.IcmpV6);

    private readonly PolicySnapshot _snapshot;
    private readonly MatrixSide _sources;
    private readonly MatrixSide _destinations;
    private readonly AskedTraffic _asked;
    private readonly bool _haveBothFamilies;
    private readonly Dictionary<(DecisionTable Egress, DecisionTable Ingress, TrafficSet Asked), Passing> _byTables = [];
    private readonly Dictionary<(Passing, Passing), Passing> _together = new(PairsByIdentity.Instance);
    private readonly PassingTable _byNumbers = new();
    private readonly HalfGrid _egress;
    private readonly HalfGrid _ingress;
    private readonly bool[] _plainSources;
    private readonly IpFamily[] _familyOf;

    // By place among the destinations: the one class of a party of which chains and classes are all that decides, or -1.
    private readonly int[] _onlyPlainClass;
    private readonly Dictionary<string, int> _placeOf = new(StringComparer.Ordinal);
    private readonly Passing?[] _row;
    private readonly int[]?[] _egressNumbers;
    private readonly int[] _ingressNumbers;
    private readonly Passing?[]?[]? _byClasses;

    public MatrixJudge(PolicySnapshot snapshot, MatrixSide sources, MatrixSide destinations, AskedTraffic asked)
    {
        (_snapshot, _sources, _destinations, _asked) = (snapshot, sources, destinations, asked);
        _haveBothFamilies = sources.HasBothFamilies && destinations.HasBothFamilies;
        var contents = new Dictionary<(TrafficSet, TrafficSet), int>();
        _egress = new HalfGrid(snapshot.Graph, Directions.Egress, sources.Classes, destinations.Classes, contents);
        _ingress = new HalfGrid(snapshot.Graph, Directions.Ingress, destinations.Classes, sources.Classes, contents);
        _plainSources = [.. sources.Classes.Select(members => asked.IsAtLarge && members[0] is { IsPlain: true, EgressChain: >= 0 })];
        bool[] plain = [.. destinations.Classes.Select(members => asked.IsAtLarge && members[0] is { IsPlain: true, IngressChain: >= 0 })];
        _familyOf = [.. destinations.Classes.Select(members => members[0].Family)];
        _onlyPlainClass = [.. destinations.Groups.Select(group => group.Members is [var only] && plain[only.Class] ? only.Class : -1)];
        _row = new Passing?[destinations.Groups.Length];
        _egressNumbers = new int[_egress.RowCount][];
        _ingressNumbers = new int[_ingress.RowCount];
        foreach (MatrixGroup group in destinations.Groups)
        {
            _placeOf.Add(group.Party.Name, _placeOf.Count);
        }

        _byClasses = (long)sources.Classes.Count * destinations.Classes.Count > MaxKeptPairs ? null : new Passing?[]?[sources.Classes.Count];
    }

    /// <summary>The place of a party among the destinations, or -1.</summary>
    public int PlaceOf(MatrixGroup source) => _placeOf.GetValueOrDefault(source.Party.Name, -1);

    /// <summary>
    /// What passes from one party of pods to each other one, by place; null where there are no two pods that could meet. The
    /// array is filled anew with each call.
    /// </summary>
    public Passing?[] Row(MatrixGroup source)
    {
        int own = PlaceOf(source);
        bool isPlain = source.Members is [var only] && _plainSources[only.Class];
        if (isPlain)
        {
            FillPlain(source.Members[0].Class, source.Members[0].Family, own);
        }

        for (int place = 0; place < _row.Length; place++)
        {
            if (!isPlain || _onlyPlainClass[place] < 0 || place == own)
            {
                _row[place] = Between(source, _destinations.Groups[place], isOwn: place == own);
            }
        }

        return _row;
    }

    /// <summary>What passes from pods to a class of addresses outside; null where they have no family in common.</summary>
    public Passing? Towards(MatrixGroup source, int outside)
    {
        Passing? all = null;
        foreach (MatrixMembers senders in source.Members)
        {
            all = Add(all, Judge(senders.Class, outside, senders.Parties[0], _destinations.Classes[outside][0]));
        }

        return all?.Finished();
    }

    /// <summary>What passes from a class of addresses outside to pods; null where they have no family in common.</summary>
    public Passing? From(int outside, MatrixGroup destination)
    {
        Passing? all = null;
        foreach (MatrixMembers receivers in destination.Members)
        {
            all = Add(all, Judge(outside, receivers.Class, _sources.Classes[outside][0], receivers.Parties[0]));
        }

        return all?.Finished();
    }

    private Passing? Add(Passing? all, Passing? one)
    {
        if (all is null || one is null || ReferenceEquals(all, one))
        {
            return all ?? one;
        }

        if (!_together.TryGetValue((all, one), out Passing? both))
        {
            both = all.With(one);
            _together.Add((all, one), both);
        }

        return both;
    }

    private (Party Source, Party Destination)? FirstDistinct(Party[] senders, Party[] receivers)
    {
        foreach (Party sender in senders)
        {
            foreach (Party receiver in receivers)
            {
                if (sender.Endpoint != receiver.Endpoint || _snapshot.Model.Endpoints[sender.Endpoint].Kind == EndpointKind.Workload)
                {
                    return (sender, receiver);
                }
            }
        }

        return null;
    }

    /// <summary>What passes between pods of which chains and classes are all that decides: nobody needs to look at the parties.</summary>
    private void FillPlain(int source, IpFamily family, int own)
    {
        int[] egress = _egressNumbers[_egress.RowOf(source)] ??= new int[_destinations.Classes.Count];
        int[] ingress = _ingressNumbers;
        Array.Clear(ingress);
        for (int place = 0; place < _row.Length; place++)
        {
            int to = _onlyPlainClass[place];
            if (to < 0 || place == own)
            {
                continue;
            }

            if (_familyOf[to] != family)
            {
                _row[place] = null;
                continue;
            }

            int row = _ingress.RowOf(to);
            int allowedOut = egress[to] != 0 ? egress[to] : egress[to] = _egress.NumberOf(_egress.RowOf(source), to);
            int allowedIn = ingress[row] != 0 ? ingress[row] : ingress[row] = _ingress.NumberOf(row, source);
            ref Passing? passing = ref _byNumbers[_asked.NumberOf(to), allowedOut, allowedIn];
            _row[place] = passing ??= Judge(_sources.Classes[source][0], _destinations.Groups[place].Members[0].Parties[0], to).Finished();
        }
    }

    private Passing? Between(MatrixGroup source, MatrixGroup destination, bool isOwn)
    {
        Passing? all = null;
        foreach (MatrixMembers senders in source.Members)
        {
            foreach (MatrixMembers receivers in destination.Members)
            {
                if (!isOwn)
                {
                    all = Add(all, Judge(senders, receivers));
                }
                else if (FirstDistinct(senders.Parties, receivers.Parties) is { } pair)
                {
                    all = Add(all, Judge(senders.Class, receivers.Class, pair.Source, pair.Destination));
                }
            }
        }

        return all?.Finished();
    }

    /// <summary>What passes between different endpoints of two classes; most often it is known by the classes, and nobody looks at the parties.</summary>
    private Passing? Judge(MatrixMembers senders, MatrixMembers receivers) =>
        _byClasses?[senders.Class]?[receivers.Class] ?? Judge(senders.Class, receivers.Class, senders.Parties[0], receivers.Parties[0]);

    private Passing? Judge(int from, int to, in Party source, in Party destination)
    {
        if (source.Family != destination.Family)
        {
            return null;
        }

        if (_byClasses is null)
        {
            return Judge(source, destination, to);
        }

        Passing?[] row = _byClasses[from] ??= new Passing?[_destinations.Classes.Count];
        return row[to] ??= Judge(source, destination, to);
    }

    private Passing Judge(in Party source, in Party destination, int to)
    {
        TrafficSet asked = _asked.To(to);
        HalfEvaluator halves = _snapshot.Halves;
        DecisionTable egress = _asked.IsAtLarge ? halves.OrdinaryTable(source, destination, Directions.Egress) : halves.Table(source, destination, Directions.Egress);
        DecisionTable ingress = halves.Table(destination, source, Directions.Ingress);
        if (!_byTables.TryGetValue((egress, ingress, asked), out Passing? passing))
        {
            TrafficSet allowed = egress.Allowed.Intersect(ingress.Allowed).Intersect(asked);
            TrafficSet unknown = asked.Subtract(allowed).Subtract(egress.Denied).Subtract(ingress.Denied);
            passing = new Passing(allowed, Throughout(allowed, source.Family), unknown);
            _byTables.Add((egress, ingress, asked), passing);
        }

        return passing;
    }

    /// <summary>Where both families are at hand, nobody misses the ICMP of one in packets of the other.</summary>
    private TrafficSet Throughout(TrafficSet allowed, IpFamily family) =>
        !_haveBothFamilies ? allowed : allowed.Union(family == IpFamily.V4 ? s_icmpV6 : s_icmp);
}
