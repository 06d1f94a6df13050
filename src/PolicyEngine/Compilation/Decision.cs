using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Compilation;

/// <summary>What is decided about one half of a flow.</summary>
public enum Outcome
{
    /// <summary>Let through.</summary>
    Allow,

    /// <summary>Dropped.</summary>
    Deny,

    /// <summary>The input does not suffice to tell.</summary>
    Unknown,

    /// <summary>The API leaves it open: policies of equal priority decide differently.</summary>
    Ambiguous,
}

/// <summary>The outcome of one half of a flow, what decided it and why.</summary>
public sealed record Decision
{
    /// <summary>The outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why.</summary>
    public required ReasonCode Reason { get; init; }

    /// <summary>The tier whose policy or default decided; null where none did.</summary>
    public Tier? Tier { get; init; }

    /// <summary>The policy whose rule decided; null for defaults and profiles.</summary>
    public Policy? Policy { get; init; }

    /// <summary>The rule that decided; null for defaults.</summary>
    public Rule? Rule { get; init; }

    /// <summary>The profile whose rule decided; null where none did.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The stage of a host endpoint that decided; null where a pod's own chain did, or none.</summary>
    public HostStage? Stage { get; init; }

    /// <summary>For a tier's default: the policies that brought the traffic there.</summary>
    public ImmutableArray<Policy> Triggers { get; init; } = [];

    /// <summary>For an ambiguous outcome: the decisions of which any may be the one.</summary>
    public ImmutableArray<Decision> Alternatives { get; init; } = [];

    /// <summary>For an unknown outcome: what was not understood; null where a fact is missing instead.</summary>
    public Fault? Fault { get; init; }

    /// <summary>
    /// Where what decided is written: the rule, or else the policy or the first of <see cref="Triggers"/>; nowhere for the end of the
    /// profiles and what no policy decides.
    /// </summary>
    public SourceSpan Span => Rule?.Span ?? Policy?.Span ?? (Triggers is [var first, ..] ? first.Span : SourceSpan.None);

    /// <summary>Whether a default denies, rather than a rule: the end of a tier, or of the profiles.</summary>
    public bool IsDenialByDefault => Outcome == Outcome.Deny && Rule is null && (Tier is not null || Reason == ReasonCode.ProfileDeny);

    /// <summary>Whether a stage ends without having decided: what comes after it does.</summary>
    internal bool IsNoVerdict => Reason == ReasonCode.NoVerdict;

    /// <summary>The decision as that of a stage. What a stage leaves open is nobody's.</summary>
    internal Decision At(HostStage stage) => IsNoVerdict ? this : this with { Stage = stage };
}
