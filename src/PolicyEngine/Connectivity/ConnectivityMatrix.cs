using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Who reaches whom: pods against pods, and against the addresses outside, put together by what rules can tell apart. An
/// immutable value; what passes is worked out as it is read. Get one from <see cref="PolicySnapshot.Matrix"/>.
/// </summary>
public sealed class ConnectivityMatrix
{
    private readonly MatrixSide _sources;
    private readonly MatrixSide _destinations;
    private readonly AskedTraffic _asked;
    private readonly (int Index, int Count) _part = (0, 1);

    private ConnectivityMatrix(PolicySnapshot snapshot, MatrixQuery query, MatrixSide sources, MatrixSide destinations, AskedTraffic asked)
    {
        (Snapshot, Query, _sources, _destinations, _asked) = (snapshot, query, sources, destinations, asked);
        Sources = [.. sources.Groups.Select(group => group.Party)];
        Destinations = [.. destinations.Groups.Select(group => group.Party)];
    }

    private ConnectivityMatrix(ConnectivityMatrix whole, (int Index, int Count) part)
    {
        (Snapshot, Query, _sources, _destinations, _asked) = (whole.Snapshot, whole.Query, whole._sources, whole._destinations, whole._asked);
        (Sources, Destinations, _part) = (whole.Sources, whole.Destinations, part);
    }

    /// <summary>The snapshot it is of.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>What was asked for.</summary>
    public MatrixQuery Query { get; }

    /// <summary>The parties made of pods that connections may start from, by name.</summary>
    public ImmutableArray<MatrixParty> Sources { get; }

    /// <summary>The parties made of pods that connections may go to, by name.</summary>
    public ImmutableArray<MatrixParty> Destinations { get; }

    /// <summary>
    /// What passes, by source and destination: pods by name first, then ranges of addresses. A range is as large as its
    /// addresses are alike to the other side. Pairs between which nothing passes, and nothing is unknown, are left out.
    /// </summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IEnumerable<Connection> Connections(CancellationToken cancellationToken = default) => Pairs(withSilent: false, cancellationToken);

    /// <summary>
    /// One of several parts of the matrix, each of which can be worked out somewhere else: what passes from every
    /// <paramref name="count"/>-th of <see cref="Sources"/>, and from outside to every so many-th of <see cref="Destinations"/>.
    /// Every connection is in one part, and the parts have them in the order of the whole. What a part costs falls with their number;
    /// what tells parties apart was found out for the whole. <see cref="Exposure"/> is not split.
    /// </summary>
    /// <param name="index">Which part, from 0.</param>
    /// <param name="count">How many parts there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public ConnectivityMatrix Part(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return new ConnectivityMatrix(this, (index, count));
    }

    /// <summary>
    /// What policies of the parties leave open to those whom nobody knows yet, party by party: <c>external</c>, some address outside
    /// the cluster; <c>any-namespace</c>, a pod without labels in another namespace without labels; <c>own-namespace</c>, a pod without
    /// labels in the party's own; and pods of which a rule speaks and the cluster has none. Their own policies are not known and
    /// have no part in it; their addresses are taken to lie in no block but those of all addresses. Where the matrix is
    /// narrowed to sources or to destinations, only that side is told of.
    /// </summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IEnumerable<Connection> Exposure(CancellationToken cancellationToken = default)
    {
        var finder = new ExposureFinder(Snapshot, _asked);
        IEnumerable<Connection> inwards = Query.To is null && Query.From is not null ? [] : _destinations.Groups.SelectMany(group => finder.Of(group, Directions.Ingress, cancellationToken));
        IEnumerable<Connection> outwards = Query.From is null && Query.To is not null ? [] : _sources.Groups.SelectMany(group => finder.Of(group, Directions.Egress, cancellationToken));
        return inwards.Concat(outwards);
    }

    /// <summary>As <see cref="Connections"/>, with the pairs between which nothing passes.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IEnumerable<Connection> Pairs(CancellationToken cancellationToken = default) => Pairs(withSilent: true, cancellationToken);

    /// <summary>Whether what passes within a party is shown: of a namespace, that is much of what there is to see.</summary>
    internal bool ShowsOwn => Query.IncludesOwn || Query.Grouping == Grouping.Namespace;

    /// <summary>Why nothing can pass: nobody has the port that is asked about. Null where somebody has.</summary>
    internal QueryError? NoPort { get; private init; }

    internal MatrixSide SourceSide => _sources;

    internal MatrixSide DestinationSide => _destinations;

    internal MatrixJudge Judge(Passings passings) => new(Snapshot, _sources, _destinations, _asked, passings);

    internal static ConnectivityMatrix? Of(PolicySnapshot snapshot, MatrixQuery query, MatrixScope? scope, out QueryError? error)
    {
        var resolver = new PartyResolver(snapshot, query.DefaultNamespace);
        PartyGroup? everyone = query.From is null || query.To is null ? resolver.Everyone() : null;
        error = null;
        PartyGroup? from = query.From is null ? everyone : resolver.ResolveSource(query.From, out error);
        PartyGroup? to = from is null ? null : query.To is null ? everyone : resolver.Resolve(query.To, out error);
        if (from is null || to is null)
        {
            return null;
        }

        var traffic = new Query { From = query.From ?? "", To = query.To ?? "", Protocols = query.Protocols, Port = query.Port };
        TrafficQuestion[] questions = TrafficQuestion.Of(traffic, to);
        error = questions.Select(question => question.Check()).FirstOrDefault(problem => problem is not null);
        if (error is not null)
        {
            return null;
        }

        QueryError? noPort = HasPort(questions, to) ? null : TrafficQuestion.NoPort(traffic, to);
        (from, to) = scope is null ? (from, to) : (scope.Sources(from), scope.Destinations(to));
        AddressSet held = snapshot.HeldAddresses;
        bool byPorts = query.Port is not null || to.Service is not null;
        var classing = new PairClassing(snapshot, from, to, inBothFamilies: false, byPorts);
        MatrixSide sources = MatrixSide.Of(snapshot, from, query.Grouping, held, classing.OfSource);
        MatrixSide destinations = MatrixSide.Of(snapshot, to, query.Grouping, held, classing.OfDestination);
        return new ConnectivityMatrix(snapshot, query, sources, destinations, new AskedTraffic(questions, destinations.Classes)) { NoPort = noPort };
    }

    /// <summary>Whether anybody at all has what is asked about, of a port that is called by a name.</summary>
    private static bool HasPort(TrafficQuestion[] questions, PartyGroup destinations) =>
        destinations.Members.IsEmpty || destinations.Members.Any(member => questions.Any(question => !question.To(member, member.KnownEndpoint).IsEmpty));

    private IEnumerable<Connection> Pairs(bool withSilent, CancellationToken cancellationToken)
    {
        MatrixParty[] destinations = [.. Destinations];
        MatrixSide sources = _sources.Part(_part.Index, _part.Count);
        var judge = new MatrixJudge(Snapshot, sources, _destinations, _asked, new Passings());
        var outside = new OutsideJudge(judge, sources, _destinations);
        foreach (MatrixGroup source in sources.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Passing?[] row = judge.Row(source);
            int own = ShowsOwn ? -1 : judge.PlaceOf(source);
            for (int place = 0; place < row.Length; place++)
            {
                if (row[place] is { } passing && place != own && (withSilent || passing.IsAny))
                {
                    yield return new Connection(source.Party, destinations[place], passing);
                }
            }

            foreach ((MatrixParty range, Passing passing) in outside.Towards(source))
            {
                if (withSilent || passing.IsAny)
                {
                    yield return new Connection(source.Party, range, passing);
                }
            }
        }

        foreach (Connection connection in FromOutside(outside, cancellationToken))
        {
            if (withSilent || connection.Passing.IsAny)
            {
                yield return connection;
            }
        }
    }

    private IEnumerable<Connection> FromOutside(OutsideJudge outside, CancellationToken cancellationToken)
    {
        var inwards = new List<Connection>();
        foreach (MatrixGroup destination in _destinations.Part(_part.Index, _part.Count).Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            inwards.AddRange(outside.From(destination).Select(entry => new Connection(entry.Range, destination.Party, entry.Passing)));
        }

        return inwards.OrderBy(connection => connection.From.Range).ThenBy(connection => connection.To.Name, StringComparer.Ordinal);
    }
}
