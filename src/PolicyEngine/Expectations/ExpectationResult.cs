using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>Whether an expectation holds.</summary>
public enum ExpectationOutcome
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>It could not be judged; the error says why.</summary>
    Error,
}

/// <summary>In which way an expectation does not hold.</summary>
public enum ExpectationFailureKind
{
    /// <summary>The verdict is another than the one expected.</summary>
    OtherVerdict,

    /// <summary>What is listed under <c>only</c> is not allowed.</summary>
    ListedNotAllowed,

    /// <summary>What is not listed under <c>only</c> is allowed, or nobody knows.</summary>
    NotListed,
}

/// <summary>Traffic for which an expectation does not hold, decided alike.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Part">The traffic, what decided it, and one flow of it.</param>
/// <param name="Snapshot">The snapshot that the flow belongs to.</param>
public sealed record ExpectationFailure(ExpectationFailureKind Kind, AnswerPart Part, PolicySnapshot Snapshot);

/// <summary>What became of an expectation.</summary>
public sealed record ExpectationResult
{
    /// <summary>The expectation.</summary>
    public required Expectation Expectation { get; init; }

    /// <summary>Whether it holds.</summary>
    public ExpectationOutcome Outcome => Error is not null ? ExpectationOutcome.Error : HasFailed ? ExpectationOutcome.Failed : ExpectationOutcome.Passed;

    /// <summary>The verdict over everything it asks about; null for <c>only</c> and where there is none.</summary>
    public VerdictKind? Verdict { get; init; }

    /// <summary>How many pairs of endpoints it asks about.</summary>
    public long Pairs { get; init; }

    /// <summary>For how many of them it does not hold.</summary>
    public long FailedPairs { get; init; }

    /// <summary>Where it does not hold, in the order of the names asked about.</summary>
    public ImmutableArray<ExpectationFailure> Failures { get; init; } = [];

    /// <summary>For what is unknown: the facts that the input lacks.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Why it could not be judged; null where it was.</summary>
    public Diagnostic? Error { get; init; }

    internal bool HasFailed { get; init; }
}
