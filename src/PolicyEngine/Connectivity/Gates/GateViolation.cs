using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity.Gates;

/// <summary>Traffic that became allowed against a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Kind">Whether anything passed before.</param>
/// <param name="From">The source: one pod, or a range of addresses outside.</param>
/// <param name="To">The destination.</param>
/// <param name="Gained">The traffic of the gate that did not pass before and does now.</param>
/// <param name="Witness">The least of it.</param>
/// <param name="Verdict">The verdict on the witness now.</param>
public sealed record GateViolation(Gate Gate, ChangeKind Kind, MatrixParty From, MatrixParty To, TrafficSet Gained, TrafficPoint Witness, Verdict Verdict);
