namespace PolicyEngine.Queries;

/// <summary>A rule that would have let a flow through, or on to the next tier, had it matched.</summary>
/// <param name="Step">The rule where it was considered; its <see cref="TraceStep.Mismatch"/> says what the flow failed on.</param>
/// <param name="Alternatives">
/// How many rules were made of the written one, of which this is the nearest: one for each peer. None of them matches.
/// </param>
public sealed record NearestRule(TraceStep Step, int Alternatives);
