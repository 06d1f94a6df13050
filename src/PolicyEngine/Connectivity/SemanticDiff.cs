using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>How what passes differs between two snapshots, whatever the documents say. Endpoints are the same where they have one name.</summary>
public static class SemanticDiff
{
    /// <summary>The connections that differ, by source and destination; none where the two mean the same.</summary>
    /// <param name="before">The snapshot before.</param>
    /// <param name="after">The snapshot after, under the same enforcement profile.</param>
    /// <param name="query">What is compared.</param>
    /// <param name="error">Why there is no answer; null where there is one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<ConnectionChange> Between(
        PolicySnapshot before, PolicySnapshot after, MatrixQuery query, out QueryError? error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(query);
        ConnectivityMatrix? old = before.Matrix(query, out error);
        ConnectivityMatrix? now = old is null ? null : after.Matrix(query, out error);
        if (old is null || now is null)
        {
            return [];
        }

        (List<PairChange> pairs, List<PairChange> ranges) = Changes(old, now, cancellationToken);
        var witnesses = new WitnessFinder(before, after);
        var causes = new CauseFinder(before, after);
        return
        [
            .. pairs.OrderBy(pair => pair.From.Name, StringComparer.Ordinal).ThenBy(pair => pair.To.Name, StringComparer.Ordinal)
                .Concat(ranges.OrderBy(pair => pair.From.Name, StringComparer.Ordinal).ThenBy(pair => pair.To.Name, StringComparer.Ordinal))
                .Select(Described),
        ];

        ConnectionChange Described(PairChange pair)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FoundWitness? found = witnesses.Find(pair);
            return new ConnectionChange(pair.Kind, pair.From, pair.To, pair.Old, pair.New, found?.Witness, causes.Of(pair, found));
        }
    }

    private static (List<PairChange> Pairs, List<PairChange> Ranges) Changes(ConnectivityMatrix old, ConnectivityMatrix now, CancellationToken cancellationToken)
    {
        var pods = new Dictionary<(string From, string To), (Connection? Old, Connection? New)>();
        var outside = new Dictionary<(string Pods, bool IsOutward), (List<Connection> Old, List<Connection> New)>();
        Collect(old, isOld: true);
        Collect(now, isOld: false);
        List<PairChange> pairs = [.. pods.Values.Select(pair => PairChange.Of(pair.Old, pair.New)).OfType<PairChange>()];
        List<PairChange> ranges = [.. outside.SelectMany(entry => RangeChanges.Of(entry.Value.Old, entry.Value.New, entry.Key.IsOutward))];
        return (pairs, ranges);

        void Collect(ConnectivityMatrix matrix, bool isOld)
        {
            foreach (Connection connection in matrix.Connections(cancellationToken))
            {
                if (connection.From.IsOutside || connection.To.IsOutside)
                {
                    string name = connection.From.IsOutside ? connection.To.Name : connection.From.Name;
                    ref (List<Connection> Old, List<Connection> New) lists = ref CollectionsMarshal.GetValueRefOrAddDefault(outside, (name, connection.To.IsOutside), out bool exists);
                    lists = exists ? lists : ([], []);
                    (isOld ? lists.Old : lists.New).Add(connection);
                    continue;
                }

                ref (Connection? Old, Connection? New) pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pods, (connection.From.Name, connection.To.Name), out _);
                pair = isOld ? (connection, pair.New) : (pair.Old, connection);
            }
        }
    }
}
