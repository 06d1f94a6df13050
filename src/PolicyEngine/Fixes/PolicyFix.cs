using System.Collections.Immutable;
using PolicyEngine.Queries;

namespace PolicyEngine.Fixes;

/// <summary>
/// New policies that turn a verdict over. What they do has been found by laying them over the snapshot and asking again.
/// </summary>
public sealed record PolicyFix
{
    /// <summary>What they are and do, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The policies, as a stream of YAML documents that can be applied as it is.</summary>
    public required string Yaml { get; init; }

    /// <summary>The verdict with them laid over: the one that was wanted.</summary>
    public required VerdictKind Verdict { get; init; }

    /// <summary>Why they stand where they stand, and what that means for policies after them.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>All else that changes, between every two parties of the snapshot; empty where nothing does.</summary>
    public required ImmutableArray<SideEffect> SideEffects { get; init; }

    /// <summary>How many pairs of parties are affected beside those asked about.</summary>
    public long ChangedPairs => SideEffects.Sum(effect => effect.Pairs);
}
