using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Drift;

/// <summary>How the rules that a node holds differ from its policies.</summary>
/// <param name="Differences">Packets that the rules treat differently than the policies say; where something about them is not understood, that too.</param>
/// <param name="Problems">What is not understood, whether any packet of the node's comes to it or not.</param>
public sealed record DriftResult(ImmutableArray<RenderDifference> Differences, ImmutableArray<DriftProblem> Problems)
{
    /// <summary>What was found: where something is not understood, only differences are certain.</summary>
    public DriftOutcome Outcome => Differences.Any(difference => difference.IsPermitted is not null) ? DriftOutcome.Different
        : Differences.IsEmpty && Problems.IsEmpty && Uncompared.IsEmpty ? DriftOutcome.Same
        : DriftOutcome.Unknown;

    /// <summary>What could not be compared, and why.</summary>
    public ImmutableArray<string> Uncompared { get; init; } = [];
}
