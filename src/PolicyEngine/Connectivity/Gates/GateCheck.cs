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
        PolicySnapshot before, PolicySnapshot after, MatrixQuery query, IReadOnlyCollection<Gate> gates, out QueryError? error, CancellationToken cancellationToken = default) =>
        Between(before, after, query, gates, int.MaxValue, out error, cancellationToken);

    /// <summary>The same, of each gate the first that are found: a change that opens everything to everybody is as soon told of as another.</summary>
    /// <param name="before">The snapshot before.</param>
    /// <param name="after">The snapshot after, under the same enforcement profile.</param>
    /// <param name="query">What is compared; pods are told apart whatever it says.</param>
    /// <param name="gates">The gates.</param>
    /// <param name="most">How many are told of each gate at most; a positive number. Where there are so many, there may be more.</param>
    /// <param name="error">Why there is no answer; null where there is one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<GateViolation> Between(
        PolicySnapshot before, PolicySnapshot after, MatrixQuery query, IReadOnlyCollection<Gate> gates, int most, out QueryError? error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(gates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        Dictionary<string, LabelSet> labels = after.Model.Namespaces.ToDictionary(@namespace => @namespace.Name, @namespace => @namespace.Labels, StringComparer.Ordinal);
        (Gate Gate, List<GateViolation> Found)[] all = [.. gates.Select(gate => (gate, new List<GateViolation>()))];
        List<(Gate Gate, List<GateViolation> Found)> open = [.. all];
        Predicate<MatrixParty> wantsFrom = source => open.Exists(entry => Holds(entry.Gate.From, source, labels));
        Predicate<MatrixParty> wantsTo = destination => open.Exists(entry => Holds(entry.Gate.To, destination, labels));
        foreach (Gain gain in Gain.Each(before, after, query with { Grouping = Grouping.Pod, IncludesOwn = true }, wantsFrom, wantsTo, out error, cancellationToken))
        {
            foreach ((Gate gate, List<GateViolation> found) in open)
            {
                if (Violation(gate, gain, after, labels) is { } violation)
                {
                    found.Add(violation);
                }
            }

            if (open.RemoveAll(entry => entry.Found.Count >= most) > 0 && open.Count == 0)
            {
                break;
            }
        }

        return
        [
            .. all.SelectMany(entry => entry.Found
                .OrderBy(violation => violation.From.Name, StringComparer.Ordinal)
                .ThenBy(violation => violation.To.Name, StringComparer.Ordinal)),
        ];
    }

    private static GateViolation? Violation(Gate gate, Gain gain, PolicySnapshot after, Dictionary<string, LabelSet> labels)
    {
        bool isMeant = gate.Changes.Contains(gain.Kind)
            && Holds(gate.From, gain.From, labels)
            && Holds(gate.To, gain.To, labels)
            && (gate.With is null || Holds(gate.With, gain.From, labels) || Holds(gate.With, gain.To, labels));
        TrafficSet gained = isMeant ? gain.Traffic.Intersect(gate.Traffic) : TrafficSet.Empty;
        return gained.Lowest is not { } witness ? null
            : new GateViolation(gate, gain.Kind, gain.From, gain.To, gained, witness, gain.VerdictOn(witness, after));
    }

    private static bool Holds(GateParty? party, MatrixParty actual, Dictionary<string, LabelSet> labels) => party is null || party.Holds(actual, labels);
}
