using System.Collections.Immutable;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Linting;

/// <summary>
/// The rules of NetworkPolicies that stand beside a policy's own: nothing comes between them that could deny, and their policies
/// govern whatever it governs. Which of them allows something makes no difference.
/// </summary>
internal sealed class SiblingRules
{
    private const int UnitsPerImplication = 300;

    private readonly SelectorFacts _selectors;
    private readonly ReachBudget _budget;
    private readonly Dictionary<PolicyName, int> _runs = [];
    private readonly Dictionary<(int Run, string Namespace), (Policy[] Policies, SelectorIndex Subjects)> _beside;
    private readonly Dictionary<(PolicyName, Directions), ImmutableArray<RuleRegion>> _rules = [];
    private readonly IReadOnlyDictionary<(PolicyName, Directions), ImmutableArray<RuleRegion>>? _known;
    private readonly Dictionary<(int Run, string Namespace, Directions Direction, Selector Subject), RulePool> _siblings = [];
    private readonly Dictionary<(Selector Subject, Selector Wider), bool> _implied = [];

    public SiblingRules(LintContext context, ReachBudget budget, IReadOnlyDictionary<(PolicyName, Directions), ImmutableArray<RuleRegion>>? known)
    {
        (_selectors, _budget) = (context.Selectors, budget);
        _known = known;
        Policy[] inForce = [.. context.Model.Policies.Where(policy => !policy.IsStaged)];
        int run = 0;
        for (int place = 0; place < inForce.Length; place++)
        {
            if (IsPlain(inForce[place]))
            {
                run += place > 0 && IsPlain(inForce[place - 1]) && inForce[place - 1].Tier == inForce[place].Tier ? 0 : 1;
                _runs[inForce[place].Name] = run;
            }
        }

        _beside = inForce.Where(IsPlain)
            .GroupBy(policy => (_runs[policy.Name], policy.Name.Namespace))
            .ToDictionary(beside => beside.Key, beside => (beside.ToArray(), SelectorIndex.Create([.. beside.Select(policy => policy.Subject)])));
    }

    /// <summary>What was found out about the rules of policies.</summary>
    public IReadOnlyDictionary<(PolicyName, Directions), ImmutableArray<RuleRegion>> Regions => _rules;

    /// <summary>The rules of a policy but those that only log.</summary>
    public ImmutableArray<RuleRegion> RulesOf(Policy policy, Directions direction)
    {
        if (!_rules.TryGetValue((policy.Name, direction), out ImmutableArray<RuleRegion> rules))
        {
            bool isKnown = _known is not null && _known.TryGetValue((policy.Name, direction), out rules) && rules is [var first, ..] && ReferenceEquals(first.Policy, policy);
            _rules.Add((policy.Name, direction), rules = isKnown ? rules : RuleRegion.Of(policy, direction));
        }

        return rules;
    }

    /// <summary>The rules beside those of a NetworkPolicy, its own among them.</summary>
    public RulePool Of(Policy policy, Directions direction)
    {
        (int, string, Directions, Selector) key = (_runs[policy.Name], policy.Name.Namespace, direction, policy.Subject);
        if (!_siblings.TryGetValue(key, out RulePool? rules))
        {
            (Policy[] policies, SelectorIndex subjects) = _beside[(key.Item1, key.Item2)];
            var candidates = new List<int>();
            subjects.Match(_selectors.Satisfiable(policy.Subject).Witness ?? LabelSet.Empty, candidates);
            rules = new RulePool(
            [
                .. candidates.Select(number => policies[number])
                    .Where(other => _budget.Spend(1) && other.Governs.HasFlag(direction) && Governs(other.Subject, policy.Subject))
                    .SelectMany(other => RulesOf(other, direction)),
            ]);
            _siblings.Add(key, rules);
        }

        return rules;
    }

    /// <summary>Whether two policies are NetworkPolicies between which nothing could deny.</summary>
    public bool AreBeside(Policy one, Policy other) => _runs.TryGetValue(one.Name, out int run) && _runs.TryGetValue(other.Name, out int another) && run == another;

    private static bool IsPlain(Policy policy) => policy.Name.IsAdditive && policy.Fault is null;

    private bool Governs(Selector wider, Selector subject)
    {
        if (wider.Equals(subject))
        {
            return true;
        }

        if (!_implied.TryGetValue((subject, wider), out bool isImplied))
        {
            _implied.Add((subject, wider), isImplied = _budget.Spend(UnitsPerImplication) && _selectors.Implies(subject, wider));
        }

        return isImplied;
    }
}
