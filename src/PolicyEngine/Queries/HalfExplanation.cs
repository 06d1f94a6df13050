using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>How one half of a flow was decided.</summary>
/// <param name="Direction">Egress at the source or ingress at the destination.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Steps">Every tier, policy and rule that was considered, in order.</param>
public sealed record HalfExplanation(Directions Direction, Decision Decision, ImmutableArray<TraceStep> Steps)
{
    /// <summary>
    /// The way from tier to tier: for each tier, and for the profiles after the last, the step that ended it, which is a
    /// rule that matched or the end of the tier. Where a tie leaves open which rule decides, each of them.
    /// </summary>
    public ImmutableArray<TraceStep> TierPath => [.. Steps.Where(step => step.Action is RuleAction.Allow or RuleAction.Deny or RuleAction.Pass)];

    /// <summary>The rules that came nearest to letting the flow through; null unless it is denied by default.</summary>
    public WhyNot? WhyNot => WhyNot.Of(Decision, Decisive);

    /// <summary>The steps of the stage that decided.</summary>
    internal ImmutableArray<TraceStep> Decisive { get; init; } = Steps;
}
