namespace PolicyEngine.Queries;

/// <summary>The first condition of a rule that a flow fails, with the value that was observed and the one that is required.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Observed">What the flow has, such as <c>source shop/batch-1: pod label `app` is `batch`</c>.</param>
/// <param name="Required">What the condition asks for, such as <c>pod label `app` is `frontend`</c>.</param>
public sealed record RuleMismatch(RuleCondition Condition, string Observed, string Required)
{
    /// <summary>How far the flow is from matching, counted over all conditions of the rule.</summary>
    internal int Distance { get; init; }

    /// <summary>One sentence of both values.</summary>
    public override string ToString() => $"{Observed}; required: {Required}";
}
