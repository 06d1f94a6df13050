using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>How one half of a flow was decided.</summary>
/// <param name="Direction">Egress at the source or ingress at the destination.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Steps">Every tier, policy and rule that was considered, in order.</param>
public sealed record HalfExplanation(Directions Direction, Decision Decision, ImmutableArray<TraceStep> Steps);
