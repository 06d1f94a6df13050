using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>What a step of an explanation is about.</summary>
public enum TraceStepKind
{
    /// <summary>A tier is entered.</summary>
    Tier,

    /// <summary>A staged policy is passed by.</summary>
    Staged,

    /// <summary>A policy is met that may decide anything: it is not understood, or its API is silent about such traffic.</summary>
    NotUnderstood,

    /// <summary>A policy is met that has no rule for the direction.</summary>
    NoRule,

    /// <summary>A rule is considered.</summary>
    Rule,

    /// <summary>A tier ends without a rule having decided.</summary>
    EndOfTier,

    /// <summary>No policy governs this side; nothing is considered.</summary>
    NotGoverned,

    /// <summary>A stage of a host endpoint is entered.</summary>
    Stage,

    /// <summary>One of several ways that the flow may go begins here, and the input does not tell which it goes.</summary>
    Alternative,
}

/// <summary>Whether a considered rule matched.</summary>
public enum RuleMatch
{
    /// <summary>It does not match; the step says which condition failed first.</summary>
    No,

    /// <summary>The input does not suffice to tell.</summary>
    Maybe,

    /// <summary>It matches.</summary>
    Yes,
}

/// <summary>One step on the way to a decision, in the order they were taken.</summary>
public sealed record TraceStep
{
    /// <summary>What the step is about.</summary>
    public required TraceStepKind Kind { get; init; }

    /// <summary>How many <see cref="TraceStepKind.Alternative"/> ways, one within the other, the step is on.</summary>
    public int Depth { get; init; }

    /// <summary>The tier, where one is concerned.</summary>
    public Tier? Tier { get; init; }

    /// <summary>The stage of a host endpoint that the step belongs to; null where it is of a pod's own policies.</summary>
    public HostStage? Stage { get; init; }

    /// <summary>The policy, where one is concerned.</summary>
    public Policy? Policy { get; init; }

    /// <summary>The profile, where one is concerned.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The rule, where one is concerned.</summary>
    public Rule? Rule { get; init; }

    /// <summary>Whether the rule matched; only meaningful for rules.</summary>
    public RuleMatch Match { get; init; }

    /// <summary>
    /// What was done here: the action of a rule that matches, or of the end of a tier. Null where nothing was, or where
    /// it is not certain.
    /// </summary>
    public RuleAction? Action { get; init; }

    /// <summary>For a rule that does not match, the first condition that fails; null otherwise.</summary>
    public RuleMismatch? Mismatch { get; init; }

    /// <summary>What was found, in words: for a rule that does not match, its <see cref="Mismatch"/>.</summary>
    public required string Detail { get; init; }
}
