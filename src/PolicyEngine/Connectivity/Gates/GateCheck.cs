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
        Dictionary<string, LabelSet> labels = after.Model.Namespaces.ToDictionary(@namespace => @namespace.Name, @namespace => @namespace.Labels, StringComparer.Ordinal);
        Predicate<MatrixParty> wantsFrom = source => gates.Any(gate => Holds(gate.From, source, labels));
        Predicate<MatrixParty> wantsTo = destination => gates.Any(gate => Holds(gate.To, destination, labels));
        ImmutableArray<Gain> gains = Gain.Between(before, after, query with { Grouping = Grouping.Pod, IncludesOwn = true }, wantsFrom, wantsTo, out error, cancellationToken);
        return [.. gates.SelectMany(gate => gains.Select(gain => Violation(gate, gain, after, labels)).OfType<GateViolation>())];
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
