using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>Works out what passes between parties of a matrix. Not thread-safe.</summary>
internal sealed class MatrixJudge
{
    private readonly PolicySnapshot _snapshot;
    private readonly MatrixSide _sources;
    private readonly MatrixSide _destinations;
    private readonly ClassJudge _classes;
    private readonly Dictionary<(Passing, Passing), Passing> _together = new(PairsByIdentity.Instance);

    // By place among the destinations: the one class of a party of which chains and classes are all that decides, or -1.
    private readonly int[] _onlyPlainClass;
    private readonly Dictionary<string, int> _placeOf = new(StringComparer.Ordinal);
    private readonly Passing?[] _row;

    public MatrixJudge(PolicySnapshot snapshot, MatrixSide sources, MatrixSide destinations, AskedTraffic asked, Passings passings)
    {
        (_snapshot, _sources, _destinations) = (snapshot, sources, destinations);
        _classes = new ClassJudge(snapshot, sources, destinations, asked, passings);
        _onlyPlainClass = [.. destinations.Groups.Select(group => group.Members is [var only] && _classes.IsPlainDestination(only.Class) ? only.Class : -1)];
        _row = new Passing?[destinations.Groups.Length];
        foreach (MatrixGroup group in destinations.Groups)
        {
            _placeOf.Add(group.Party.Name, _placeOf.Count);
        }
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
        foreach (MatrixMembers senders in source.Members.Where(senders => _classes.IsPlainSource(senders.Class)))
        {
            _classes.Row(senders.Class);
        }

        Passing?[]? plain = source.Members is [var only] && _classes.IsPlainSource(only.Class) ? _classes.Row(only.Class) : null;
        for (int place = 0; place < _row.Length; place++)
        {
            int to = _onlyPlainClass[place];
            _row[place] = plain is null || to < 0 || place == own ? Between(source, place, own) : plain[to];
        }

        return _row;
    }

    /// <summary>What passes from one party of pods to another, by its place; null where there are no two pods that could meet.</summary>
    public Passing? Between(MatrixGroup source, int place) => Between(source, place, PlaceOf(source));

    /// <summary>What passes from pods to a class of addresses outside; null where they have no family in common.</summary>
    public Passing? Towards(MatrixGroup source, int outside)
    {
        Passing? all = null;
        foreach (MatrixMembers senders in source.Members)
        {
            all = Add(all, _classes.Between(senders.Class, outside, senders.Parties[0], _destinations.Classes[outside][0]));
        }

        return all;
    }

    /// <summary>What passes from a class of addresses outside to pods; null where they have no family in common.</summary>
    public Passing? From(int outside, MatrixGroup destination)
    {
        Passing? all = null;
        foreach (MatrixMembers receivers in destination.Members)
        {
            all = Add(all, _classes.Between(outside, receivers.Class, _sources.Classes[outside][0], receivers.Parties[0]));
        }

        return all;
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

    private Passing? Between(MatrixGroup source, int place, int own)
    {
        Passing? all = null;
        foreach (MatrixMembers senders in source.Members)
        {
            foreach (MatrixMembers receivers in _destinations.Groups[place].Members)
            {
                if (place != own)
                {
                    all = Add(all, _classes.Between(senders.Class, receivers.Class, senders.Parties[0], receivers.Parties[0]));
                }
                else if (FirstDistinct(senders.Parties, receivers.Parties) is { } pair)
                {
                    all = Add(all, _classes.Between(senders.Class, receivers.Class, pair.Source, pair.Destination));
                }
            }
        }

        return all;
    }
}
