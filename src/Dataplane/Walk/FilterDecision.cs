using System.Collections.Immutable;
using PolicyEngine.Compilation;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>What is decided about a packet where it is filtered.</summary>
/// <param name="Outcome">Whether it passes.</param>
/// <param name="Verdicts">What each policy chain there decided, in order, up to the one that dropped it.</param>
public sealed record FilterDecision(Outcome Outcome, ImmutableArray<ChainVerdict> Verdicts)
{
    /// <summary>Passed, as nothing is filtered there.</summary>
    public static FilterDecision Open { get; } = new(Outcome.Allow, []);
}

/// <summary>What one chain of policies decided.</summary>
/// <param name="Chain">Whose chain it is, such as <c>egress of shop/web</c>.</param>
/// <param name="Decision">What it decided and why.</param>
public sealed record ChainVerdict(string Chain, Decision Decision)
{
    /// <summary>The chain, the outcome and the reason.</summary>
    public override string ToString() => $"{Chain}: {Decision.Outcome} ({Decision.Reason.ToText()})";
}
