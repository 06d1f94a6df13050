using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>A part of an answer: traffic of one or more pairs that is decided alike on both sides.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Traffic">The traffic asked about that it concerns.</param>
/// <param name="Egress">What decided at the source.</param>
/// <param name="Ingress">What decided at the destination.</param>
/// <param name="Pairs">How many pairs of parties it concerns.</param>
/// <param name="Witness">One concrete flow: the first pair by name, the smallest port.</param>
/// <param name="Source">The source of the witness, by name.</param>
/// <param name="Destination">The destination of the witness, by name.</param>
public sealed record AnswerPart(
    VerdictKind Verdict,
    TrafficSet Traffic,
    Decision Egress,
    Decision Ingress,
    long Pairs,
    Flow Witness,
    string Source,
    string Destination)
{
    /// <summary>One HTTP request of each kind that it concerns; empty where it concerns every request.</summary>
    public ImmutableArray<HttpRequest> Requests { get; init; } = [];

    /// <summary>The source addresses that it concerns, where the question was about ranges of them; null elsewhere.</summary>
    public AddressSet? SourceRange { get; init; }

    /// <summary>The destination addresses that it concerns, as <see cref="SourceRange"/>.</summary>
    public AddressSet? DestinationRange { get; init; }
}

/// <summary>The answer to a <see cref="Queries.Query"/>.</summary>
public sealed record Answer
{
    /// <summary>The question.</summary>
    public required Query Query { get; init; }

    /// <summary>
    /// The snapshot that the parties belong to: the one that was asked, or that with the pods in it that do not exist yet.
    /// </summary>
    public required PolicySnapshot Snapshot { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public QueryError? Error { get; init; }

    /// <summary>The verdict over all parts; unknown where there is no answer.</summary>
    public VerdictKind Verdict { get; init; }

    /// <summary>
    /// Why, where neither half alone says it: <see cref="ReasonCode.HalvesDisjointPorts"/>. Null otherwise.
    /// </summary>
    public ReasonCode? Reason { get; init; }

    /// <summary>The parts, each decided alike; one where everything asked about is.</summary>
    public ImmutableArray<AnswerPart> Parts { get; init; } = [];

    /// <summary>The traffic asked about that every pair may exchange.</summary>
    public TrafficSet Allowed { get; init; } = TrafficSet.Empty;

    /// <summary>The answer once all that is staged is applied; null where nothing is staged.</summary>
    public Answer? Pending { get; init; }

    /// <summary>For an unknown verdict: the facts that the input lacks.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>How many pairs have which verdicts.</summary>
    internal PairTally Tally { get; init; } = PairTally.None;

    /// <summary>What rules ask of HTTP requests that govern destinations about which the verdict depends on that.</summary>
    internal ImmutableArray<HttpMatch> HttpMatches { get; init; } = [];

    /// <summary>What was taken for granted, and how names were understood.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];
}
