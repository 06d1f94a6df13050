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
               let regions = policy.Rules(direction).Select(rule => RuleRegion.Of(policy, rule, direction)).ToArray()
               from index in Enumerable.Range(0, regions.Length)
               where regions[index].Rule.Action != RuleAction.Log
               select Of(policy, direction, index, regions, budget.ForRule()),
        ];
    }

    private static RuleReach Of(Policy policy, Directions direction, int index, RuleRegion[] regions, ReachBudget budget)
    {
        var reach = new RuleReach { Policy = policy, Direction = direction, Index = index, CanDecide = Finding.Unknown };
        if (policy.Fault is not null)
        {
            return reach with { Reason = "the policy is not understood" };
        }

        if (!policy.Governs.HasFlag(direction))
        {
            return reach with { CanDecide = Finding.No, Reason = "the policy does not govern this direction" };
        }

        RuleRegion[] earlier = [.. regions.Take(index).Where(region => region.Rule.Action != RuleAction.Log)];
        var judgement = RuleJudgement.Of(policy.Subject, regions[index], earlier, budget);
        return reach with { CanDecide = judgement.CanDecide, Reason = judgement.Reason, Example = judgement.Example, IsCovered = judgement.IsCovered };
    }
}
