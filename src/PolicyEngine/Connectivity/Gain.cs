using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Traffic that passes from one party of a matrix to another and did not before.</summary>
/// <param name="Kind">Whether anything passed before.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Traffic">The traffic; never none.</param>
internal sealed record Gain(ChangeKind Kind, MatrixParty From, MatrixParty To, TrafficSet Traffic)
{
    /// <summary>What one snapshot lets pass and an earlier one does not, by source and destination.</summary>
    public static ImmutableArray<Gain> Between(PolicySnapshot before, PolicySnapshot after, MatrixQuery query, out QueryError? error, CancellationToken cancellationToken) =>
    [
        .. Each(before, after, query, null, null, out error, cancellationToken)
            .OrderBy(gain => gain.From.Name, StringComparer.Ordinal)
            .ThenBy(gain => gain.To.Name, StringComparer.Ordinal),
    ];

    /// <summary>The same as it is found, between pods that somebody wants to know of, which is quicker where these are few.</summary>
    public static IEnumerable<Gain> Each(
        PolicySnapshot before,
        PolicySnapshot after,
        MatrixQuery query,
        Predicate<MatrixParty>? wantsFrom,
        Predicate<MatrixParty>? wantsTo,
        out QueryError? error,
        CancellationToken cancellationToken) =>
        MatrixComparison.Between(before, after, query, wantsFrom, wantsTo, out error) is not { } comparison ? []
            : comparison.Pairs(cancellationToken).Concat(comparison.Ranges(cancellationToken))
                .Select(change => new Gain(change.Kind, change.From, change.To, change.New.Subtract(change.Old)))
                .Where(gain => !gain.Traffic.IsEmpty);

    /// <summary>The verdict on some of the traffic, for two of whom it passes between and in the family in which it does.</summary>
    public Verdict VerdictOn(TrafficPoint traffic, PolicySnapshot after)
    {
        IEnumerable<Verdict> verdicts =
            from source in PartiesOf(From, after)
            from destination in PartiesOf(To, after)
            where source.Family == destination.Family
            select after.Evaluate(new Flow(source, destination, traffic));
        return verdicts.Where(verdict => verdict.Kind == VerdictKind.Allowed).Concat(verdicts).First();
    }

    private static ImmutableArray<Party> PartiesOf(MatrixParty party, PolicySnapshot snapshot) =>
        party.Range is { } range ? [snapshot.PartyAt(range.First)] : [.. party.Endpoints.SelectMany(endpoint => snapshot.PartiesOf(endpoint))];
}
