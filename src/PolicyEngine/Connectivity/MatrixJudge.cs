using System.Collections.Immutable;
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
    private readonly Passing?[]?[]? _byClasses;

    public MatrixJudge(PolicySnapshot snapshot, MatrixSide sources, MatrixSide destinations, AskedTraffic asked)
    {
        (_snapshot, _sources, _destinations, _asked) = (snapshot, sources, destinations, asked);
        _haveBothFamilies = sources.HasBothFamilies && destinations.HasBothFamilies;
        _byClasses = (long)sources.Classes.Count * destinations.Classes.Count > MaxKeptPairs ? null : new Passing?[]?[sources.Classes.Count];
    }

    /// <summary>What passes between pods; null where there are no two that could meet.</summary>
    public Passing? Between(MatrixGroup source, MatrixGroup destination)
    {
        bool isOwn = source.Party.Name == destination.Party.Name;
        Passing? all = null;
        foreach ((int from, ImmutableArray<Party> senders) in source.Classes)
        {
            foreach ((int to, ImmutableArray<Party> receivers) in destination.Classes)
            {
                if (!isOwn)
                {
                    all = Add(all, Judge(from, to, senders[0], receivers[0]));
                }
                else if (FirstDistinct(senders, receivers) is { } pair)
                {
                    all = Add(all, Judge(from, to, pair.Source, pair.Destination));
                }
            }
        }

        return Finish(all);
    }

    /// <summary>What passes from pods to a class of addresses outside; null where they have no family in common.</summary>
    public Passing? Towards(MatrixGroup source, int outside)
    {
        Passing? all = null;
        foreach ((int from, ImmutableArray<Party> senders) in source.Classes)
        {
            all = Add(all, Judge(from, outside, senders[0], _destinations.Classes[outside][0]));
        }

        return Finish(all);
    }

    /// <summary>What passes from a class of addresses outside to pods; null where they have no family in common.</summary>
    public Passing? From(int outside, MatrixGroup destination)
    {
        Passing? all = null;
        foreach ((int to, ImmutableArray<Party> receivers) in destination.Classes)
        {
            all = Add(all, Judge(outside, to, _sources.Classes[outside][0], receivers[0]));
        }

        return Finish(all);
    }

    private static Passing? Add(Passing? all, Passing? one) => all is null || one is null ? all ?? one : all.With(one);

    private static Passing? Finish(Passing? all) =>
        all is null || ReferenceEquals(all.Throughout, all.Allowed) ? all : all with { Throughout = all.Throughout.Intersect(all.Allowed) };

    private (Party Source, Party Destination)? FirstDistinct(ImmutableArray<Party> senders, ImmutableArray<Party> receivers)
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
