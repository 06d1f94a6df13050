using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity.Gates;

/// <summary>Looks for changes that gates forbid. Pods are compared one by one: what some of a workload gain, others may have had.</summary>
public static class GateCheck
{
    /// <summary>What became allowed against gates, by gate, then by source and destination.</summary>
    /// <param name="before">The snapshot before.</param>
    /// <param name="after">The snapshot after, under the same enforcement profile.</param>
    /// <param name="query">What is compared; pods are told apart whatever it says.</param>
    /// <param name="gates">The gates.</param>
    /// <param name="error">Why there is no answer; null where there is one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<GateViolation> Between(
        PolicySnapshot before, PolicySnapshot after, MatrixQuery query, IReadOnlyCollection<Gate> gates, out QueryError? error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(gates);
        MatrixQuery byPod = query with { Grouping = Grouping.Pod, IncludesOwn = true };
        ConnectivityMatrix? old = before.Matrix(byPod, out error);
        ConnectivityMatrix? now = old is null ? null : after.Matrix(byPod, out error);
        if (old is null || now is null)
        {
            return [];
        }

        var comparison = new MatrixComparison(old, now);
        PairChange[] gaining =
        [
            .. comparison.Pairs(cancellationToken).Concat(comparison.Ranges(cancellationToken))
                .Where(change => !change.New.Subtract(change.Old).IsEmpty)
                .OrderBy(change => change.From.Name, StringComparer.Ordinal)
                .ThenBy(change => change.To.Name, StringComparer.Ordinal),
        ];
        Dictionary<string, LabelSet> labels = after.Model.Namespaces.ToDictionary(@namespace => @namespace.Name, @namespace => @namespace.Labels, StringComparer.Ordinal);
        return [.. gates.SelectMany(gate => gaining.Select(change => Violation(gate, change, after, labels)).OfType<GateViolation>())];
    }

    private static GateViolation? Violation(Gate gate, PairChange change, PolicySnapshot after, Dictionary<string, LabelSet> labels)
    {
        bool isMeant = gate.Changes.Contains(change.Kind)
            && Holds(gate.From, change.From, labels)
            && Holds(gate.To, change.To, labels)
            && (gate.With is null || Holds(gate.With, change.From, labels) || Holds(gate.With, change.To, labels));
        TrafficSet gained = isMeant ? change.New.Subtract(change.Old).Intersect(gate.Traffic) : TrafficSet.Empty;
        return gained.Lowest is not { } witness ? null
            : new GateViolation(gate, change.Kind, change.From, change.To, gained, witness, VerdictOn(witness, change, after));
    }

    private static bool Holds(GateParty? party, MatrixParty actual, Dictionary<string, LabelSet> labels) => party is null || party.Holds(actual, labels);

    /// <summary>The verdict in the family in which the traffic passes.</summary>
    private static Verdict VerdictOn(TrafficPoint traffic, PairChange change, PolicySnapshot after) => (
        from source in PartiesOf(change.From, after)
        from destination in PartiesOf(change.To, after)
        where source.Family == destination.Family
        let verdict = after.Evaluate(new Flow(source, destination, traffic))
        orderby verdict.Kind == VerdictKind.Allowed ? 0 : 1
        select verdict).First();

    private static ImmutableArray<Party> PartiesOf(MatrixParty party, PolicySnapshot snapshot) =>
        party.Range is { } range ? [snapshot.PartyAt(range.First)] : snapshot.PartiesOf(party.Endpoints[0]);
}
