using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Asks gates about a change. No answer is not taken for none against it.</summary>
internal static class GateReview
{
    /// <summary>Of how many violations of a gate a review tells at most.</summary>
    public const int Most = 100;

    /// <summary>What the change lets pass against the gates; of each the first that are found.</summary>
    /// <exception cref="InvalidOperationException">There is no answer: the failure mode decides.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<GateViolation> Of(PolicySnapshot before, PolicySnapshot after, MatrixQuery query, ImmutableArray<Gate> gates, CancellationToken cancellation)
    {
        ImmutableArray<GateViolation> violations = GateCheck.Between(before, after, query, gates, Most, out QueryError? error, cancellation);
        return error is null ? violations : throw new InvalidOperationException($"the gates cannot be asked: {error.Message}");
    }
}
