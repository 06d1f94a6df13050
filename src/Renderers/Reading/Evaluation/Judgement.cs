using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>What becomes of a packet.</summary>
internal enum PacketVerdict
{
    Accept,
    Drop,
    Reject,

    /// <summary>The packet gets to something that is not understood.</summary>
    Unknown,
}

/// <summary>What becomes of a packet, and why.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Mark">The mark at the end.</param>
/// <param name="Trace">The rules that matched and did something, in order. A very long list is cut at its end.</param>
internal sealed record Judgement(PacketVerdict Verdict, uint Mark, ImmutableArray<MatchedRule> Trace)
{
    /// <summary>Whether the verdict holds only as long as limits are not reached.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>For an unknown verdict: what is not understood.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>A rule that matched, or the policy of a base chain.</summary>
/// <param name="Table">The table.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Number">The number of the rule, from 1; 0 for the policy of the chain.</param>
/// <param name="Comment">The comments of the rule, joined.</param>
/// <param name="Outcome">What it did: a verdict, a jump, a new mark.</param>
internal readonly record struct MatchedRule(string Table, string Chain, int Number, string Comment, string Outcome)
{
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Table} {Chain} {Number}: {Outcome} ({Comment})");
}
