using System.Collections.Immutable;
using PolicyEngine.Compilation;

namespace PolicyEngine.Queries.Hooks;

/// <summary>What is decided about a packet at a point of its way.</summary>
/// <param name="Outcome">Whether it passes.</param>
/// <param name="Chains">What each chain of policies there decided, in order, up to the one that did not let it pass.</param>
public sealed record HookDecision(Outcome Outcome, ImmutableArray<ChainDecision> Chains)
{
    /// <summary>It passes, as nothing there decides about it.</summary>
    public static HookDecision Open { get; } = new(Outcome.Allow, []);

    /// <summary>Whether it was accepted on behalf of a host endpoint, so that no later policy of that is asked.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Whether its connection is not to be tracked, so that nothing of it is translated.</summary>
    public bool IsUntracked { get; init; }
}

/// <summary>What one chain of policies decided.</summary>
/// <param name="Chain">Whose chain it is, such as <c>egress of shop/web</c>.</param>
/// <param name="Decision">What it decided, and why.</param>
public sealed record ChainDecision(string Chain, Decision Decision)
{
    /// <summary>The chain, the outcome and the reason.</summary>
    public override string ToString() => $"{Chain}: {Decision.Outcome} ({Decision.Reason.ToText()})";
}
