using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting;

/// <summary>
/// Finds the rules that others leave nothing to: earlier ones, and among NetworkPolicies, which have no order, any that stay. All
/// that are found can go together. What happens to be covered in the input is proved for every cluster before it is told: pods to
/// come would make it false otherwise. What costs too much to prove is not told.
/// </summary>
internal sealed class CoveredRuleFinder
{
    // Of more rules than this it costs as much as to judge.
    private const int MaxGlance = 64;

    private readonly LintContext _context;
    private readonly ReachBudget _budget;
    private readonly SiblingRules _siblings;
    private readonly Dictionary<(PolicyName, string), RuleUse> _uses;
    private readonly HashSet<(PolicyName, string)> _needless = [];
    private readonly Dictionary<(PolicyName, string), JudgedRule> _judged = [];
    private readonly IReadOnlyDictionary<(PolicyName, string), JudgedRule>? _earlier;

    /// <param name="context">The input.</param>
    /// <param name="budget">What the search may cost.</param>
    /// <param name="earlier">What was found in an input that it came from; null where that is not known.</param>
    public CoveredRuleFinder(LintContext context, ReachBudget budget, CoveredRules? earlier)
    {
        (_context, _budget, _earlier) = (context, budget, earlier?.Judged);
        _siblings = new SiblingRules(context, budget, earlier?.Regions);
        _uses = context.RuleUses.ToDictionary(use => (use.Policy.Name, use.Rule.Path), use => use);
    }

    public CoveredRules Find()
    {
        // From the last one on: of several that repeat each other the first stays.
        var covered = new List<CoveredRule>();
        foreach (Policy policy in _context.Policies.Reverse().Where(policy => !policy.IsStaged))
        {
            ReachBudget part = _budget.ForPolicy();
            foreach (Directions direction in policy.GovernedDirections().Reverse())
            {
                RulePool beside = policy.Name.IsAdditive ? _siblings.Of(policy, direction) : new RulePool(_siblings.RulesOf(policy, direction));
                foreach (IGrouping<string, RuleRegion> written in _siblings.RulesOf(policy, direction).GroupBy(region => region.Rule.Path, StringComparer.Ordinal).Reverse())
                {
                    _context.Cancellation.ThrowIfCancellationRequested();
                    if (CoverersOf(policy, direction, [.. written], beside, part) is { IsEmpty: false } by)
                    {
                        covered.Add(new CoveredRule(policy, written.First().Rule, by));
                        _needless.Add((policy.Name, written.Key));
                    }
                }
            }
        }

        covered.Reverse();
        return new CoveredRules([.. covered.Select(Settle)], _judged, _siblings.Regions);
    }

    /// <summary>Names those that stay, where some of those that decide in its place can go too.</summary>
    private CoveredRule Settle(CoveredRule covered) =>
        covered.IsAddedAnyway && covered.By.RemoveAll(deciding => _needless.Contains((deciding.Policy.Name, deciding.Rule.Path))) is { IsEmpty: false } staying ? covered with { By = staying } : covered;

    private ImmutableArray<DecidingRule> CoverersOf(Policy policy, Directions direction, RuleRegion[] written, RulePool beside, ReachBudget budget)
    {
        (PolicyName, string) key = (policy.Name, written[0].Rule.Path);
        var asked = new JudgedRule(_uses[key], beside.Rules, NeedlessIn(policy, beside.Rules));
        long before = budget.Spent;
        if (_earlier?.GetValueOrDefault(key) is { IsCut: false } earlier && earlier.IsAs(asked) && budget.Spend(earlier.Spent))
        {
            (asked.By, asked.Spent) = (earlier.By, earlier.Spent);
        }
        else
        {
            (asked.By, asked.IsCut) = Coverers(policy, direction, written, beside, budget);
            (asked.Spent, asked.IsCut) = (budget.Spent - before, asked.IsCut || budget.IsSpent);
        }

        _judged.Add(key, asked);
        return asked.By;
    }

    // Among rules that have an order, none goes for another.
    private ImmutableArray<int> NeedlessIn(Policy policy, ImmutableArray<RuleRegion> rules)
    {
        ImmutableArray<int>.Builder needless = ImmutableArray.CreateBuilder<int>();
        for (int place = 0; policy.Name.IsAdditive && place < rules.Length; place++)
        {
            if (!Stays(rules[place]))
            {
                needless.Add(place);
            }
        }

        return needless.ToImmutable();
    }

    private (ImmutableArray<DecidingRule> By, bool IsCut) Coverers(Policy policy, Directions direction, RuleRegion[] written, RulePool beside, ReachBudget budget)
    {
        RuleUse use = _uses[(policy.Name, written[0].Rule.Path)];
        bool isAdditive = policy.Name.IsAdditive;
        bool mayDecide = use.Kind is RuleUseKind.Decides or RuleUseKind.MayDecide;
        if (budget.IsSpent || (mayDecide && (!isAdditive || Array.Exists(written, region => region.Rule.Fault is not null))))
        {
            return ([], false);
        }

        RuleRegion[] before = [.. Before(policy, direction, use)];
        RulePool pool = before.Length == 0 ? beside : new RulePool([.. before, .. beside.Rules]);
        var by = new List<DecidingRule>();
        foreach (RuleRegion region in written)
        {
            bool Counts(RuleRegion other) => isAdditive ? Stays(other) && !IsOf(other, written[0]) : !ReferenceEquals(other.Policy, policy) || other.Index < region.Index;
            if (LeavesTraffic(pool, region, Counts))
            {
                return ([], false);
            }

            var judgement = RuleJudgement.Of(region, pool, Counts, budget.ForRule());
            if (!judgement.IsCovered)
            {
                return ([], judgement.CanDecide == Truth.Unknown);
            }

            by.AddRange(judgement.CoveredBy.Select(covering => new DecidingRule(covering.Policy, covering.Rule)));
        }

        return (isAdditive || use.CoveredBy.IsEmpty ? [.. by.DistinctBy(deciding => (deciding.Policy.Name, deciding.Rule.Path))] : use.CoveredBy, false);
    }

    /// <summary>Whether some traffic of a rule is, at a glance, no other's.</summary>
    private static bool LeavesTraffic(RulePool pool, RuleRegion region, Predicate<RuleRegion> counts) =>
        pool.Rules.Length <= MaxGlance && !region.Traffic.IsSubsetOf(TrafficSet.Union(pool.Rules.Where(other => counts(other)).Select(other => other.Traffic).Distinct()));

    private bool Stays(RuleRegion other) => !_needless.Contains((other.Policy.Name, other.Rule.Path));

    private static bool IsOf(RuleRegion other, RuleRegion written) => ReferenceEquals(other.Policy, written.Policy) && other.Rule.Path == written.Rule.Path;

    /// <summary>The rules of the policies before it that govern whatever it governs.</summary>
    private IEnumerable<RuleRegion> Before(Policy policy, Directions direction, RuleUse use) => use.CoveredBy
        .Select(deciding => deciding.Policy)
        .DistinctBy(other => other.Name)
        .Where(other => other.Name != policy.Name && other.Tier == policy.Tier && !_siblings.AreBeside(policy, other) && _context.Selectors.Implies(policy.Subject, other.Subject))
        .SelectMany(other => _siblings.RulesOf(other, direction));
}
