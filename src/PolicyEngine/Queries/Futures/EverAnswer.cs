using System.Collections.Immutable;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Queries.Futures;

/// <summary>The answer to an <see cref="EverQuery"/>.</summary>
public sealed record EverAnswer
{
    /// <summary>The question.</summary>
    public required EverQuery Query { get; init; }

    /// <summary>Whether some such pod could; no means none, whatever labels it bears.</summary>
    public Truth Truth { get; init; } = Truth.Unknown;

    /// <summary>Such a pod; null where there is none, or none was found.</summary>
    public FuturePod? Witness { get; init; }

    /// <summary>What the engine answers about the witness, as if it were there; null without one.</summary>
    public Answer? Evidence { get; init; }

    /// <summary>Why it is unknown; empty where it is not.</summary>
    public ImmutableArray<string> Doubts { get; init; } = [];

    /// <summary>How many different cases were looked into. All pods of one case are treated alike.</summary>
    public int Cases { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public QueryError? Error { get; init; }
}
