using System.Collections.Immutable;
using PolicyEngine.Queries;

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
        if (MatrixComparison.Between(before, after, query, null, null, out error) is not { } comparison)
        {
            return [];
        }

        List<PairChange> pairs = [.. comparison.Pairs(cancellationToken)];
        List<PairChange> ranges = [.. comparison.Ranges(cancellationToken)];
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
}
