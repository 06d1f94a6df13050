using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Queries.Reach;

/// <summary>
/// Finds the rules that can decide nothing within their policy, in any cluster whatever: nothing can satisfy their conditions,
/// or earlier rules, one or several together, match all that they match. What other policies decide first is left aside.
/// </summary>
public static class RuleReaches
{
    /// <summary>The reach of every rule of every policy but those that only log.</summary>
    /// <param name="model">The policies.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<RuleReach> Of(PolicyModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Policies.SelectMany(policy => Of(policy, cancellationToken))];
    }

    /// <summary>The reach of every rule of a policy but those that only log.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<RuleReach> Of(Policy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var budget = new ReachBudget(ReachBudget.OfPolicy, cancellationToken);
        return
        [
            .. from direction in new[] { Directions.Ingress, Directions.Egress }
               let regions = RuleRegion.Of(policy, direction)
               let pool = new RulePool(regions)
               from region in regions
               select Of(region, pool, budget.ForRule()),
        ];
    }

    private static RuleReach Of(RuleRegion region, RulePool pool, ReachBudget budget)
    {
        Policy policy = region.Policy;
        RuleJudgement judgement = policy.Fault is not null ? new RuleJudgement(Truth.Unknown, "the policy is not understood")
            : !policy.Governs.HasFlag(region.Direction) ? new RuleJudgement(Truth.No, "the policy does not govern this direction")
            : RuleJudgement.Of(region, pool, other => other.Index < region.Index, budget);
        return new RuleReach
        {
            Policy = policy,
            Direction = region.Direction,
            Index = region.Index,
            CanDecide = judgement.CanDecide,
            Reason = judgement.Reason,
            Example = judgement.Example,
            IsCovered = judgement.IsCovered,
        };
    }
}
