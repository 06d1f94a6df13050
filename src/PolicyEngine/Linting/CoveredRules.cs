using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Linting;

/// <summary>
/// Finds the rules that others leave nothing to: earlier ones, and among NetworkPolicies, which have no order, any that stay. All
/// that are found can go together. What happens to be covered in the input is proved for every cluster before it is told: pods to
/// come would make it false otherwise. What costs too much to prove is not told.
/// </summary>
internal sealed class CoveredRules
{
    private readonly LintContext _context;
    private readonly ReachBudget _budget;
    private readonly SiblingRules _siblings;
    private readonly Dictionary<(PolicyName, string), RuleUse> _uses;
    private readonly HashSet<RuleRegion> _needless = new(ReferenceEqualityComparer.Instance);

    private CoveredRules(LintContext context, ReachBudget budget)
    {
        (_context, _budget) = (context, budget);
        _siblings = new SiblingRules(context.Model, budget);
        _uses = context.RuleUses.ToDictionary(use => (use.Policy.Name, use.Rule.Path), use => use);
    }

    public static ImmutableArray<CoveredRule> In(LintContext context) => In(context, new ReachBudget(ReachBudget.OfInput, context.Cancellation));

    /// <summary>Those that a budget suffices to find.</summary>
    public static ImmutableArray<CoveredRule> In(LintContext context, ReachBudget budget) => new CoveredRules(context, budget).Find();

    private ImmutableArray<CoveredRule> Find()
    {
        // From the last one on: of several that repeat each other the first stays.
        var covered = new List<CoveredRule>();
        foreach (Policy policy in _context.Policies.Reverse().Where(policy => !policy.IsStaged))
        {
            ReachBudget part = _budget.ForPolicy();
            foreach (Directions direction in policy.GovernedDirections().Reverse())
            {
                foreach (IGrouping<string, RuleRegion> written in _siblings.RulesOf(policy, direction).GroupBy(region => region.Rule.Path, StringComparer.Ordinal).Reverse())
                {
                    _context.Cancellation.ThrowIfCancellationRequested();
                    if (Coverers(policy, direction, [.. written], part) is { IsEmpty: false } by)
                    {
                        covered.Add(new CoveredRule(policy, written.First().Rule, by));
                        _needless.UnionWith(written);
                    }
                }
            }
        }

        covered.Reverse();
        return [.. covered];
    }

    private ImmutableArray<DecidingRule> Coverers(Policy policy, Directions direction, RuleRegion[] written, ReachBudget budget)
    {
        RuleUse use = _uses[(policy.Name, written[0].Rule.Path)];
        bool isAdditive = policy.Name.IsAdditive && !Array.Exists(written, region => region.Rule.Fault is not null);
        if (budget.IsSpent || (use.Kind is RuleUseKind.Decides or RuleUseKind.MayDecide && !isAdditive))
        {
            return [];
        }

        RuleRegion[] before = [.. Before(policy, direction, use)];
        RuleRegion[] beside = isAdditive ? [.. before, .. _siblings.Of(policy, direction).Where(region => !_needless.Contains(region) && !written.Contains(region, ReferenceEqualityComparer.Instance))] : [];
        var by = new List<DecidingRule>();
        foreach (RuleRegion region in written)
        {
            RuleRegion[] others = isAdditive ? beside : [.. before, .. _siblings.RulesOf(policy, direction).TakeWhile(other => !ReferenceEquals(other, region))];
            var judgement = RuleJudgement.Of(policy.Subject, region, others, budget.ForRule());
            if (!judgement.IsCovered)
            {
                return [];
            }

            by.AddRange(judgement.CoveredBy.Select(covering => new DecidingRule(covering.Policy, covering.Rule)));
        }

        return isAdditive || use.CoveredBy.IsEmpty ? [.. by.DistinctBy(deciding => (deciding.Policy.Name, deciding.Rule.Path))] : use.CoveredBy;
    }

    /// <summary>The rules of the policies before it that govern whatever it governs.</summary>
    private IEnumerable<RuleRegion> Before(Policy policy, Directions direction, RuleUse use) => use.CoveredBy
        .Select(deciding => deciding.Policy)
        .DistinctBy(other => other.Name)
        .Where(other => other.Name != policy.Name && other.Tier == policy.Tier && !_siblings.AreBeside(policy, other) && SelectorAlgebra.Any.Implies(policy.Subject, other.Subject).IsYes)
        .SelectMany(other => _siblings.RulesOf(other, direction));
}
