using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Linting;

/// <summary>
/// Finds the rules that earlier ones leave nothing to. What happens to be covered in the input is proved for every cluster before
/// it is told: pods to come would make it false otherwise.
/// </summary>
internal static class CoveredRules
{
    public static ImmutableArray<CoveredRule> In(LintContext context)
    {
        Dictionary<(PolicyName, string), RuleUse> uses = context.RuleUses.ToDictionary(use => (use.Policy.Name, use.Rule.Path), use => use);
        ImmutableArray<CoveredRule>.Builder covered = ImmutableArray.CreateBuilder<CoveredRule>();
        foreach (Policy policy in context.Policies.Where(policy => !policy.IsStaged))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (Directions direction in (ReadOnlySpan<Directions>)[Directions.Ingress, Directions.Egress])
            {
                foreach (IGrouping<string, Rule> written in policy.Governs.HasFlag(direction) ? policy.Rules(direction).GroupBy(rule => rule.Path, StringComparer.Ordinal) : [])
                {
                    if (Coverers(policy, direction, written, uses[(policy.Name, written.Key)], context.Cancellation) is { IsEmpty: false } by)
                    {
                        covered.Add(new CoveredRule(policy, written.First(), by));
                    }
                }
            }
        }

        return covered.ToImmutable();
    }

    private static ImmutableArray<DecidingRule> Coverers(Policy policy, Directions direction, IGrouping<string, Rule> written, RuleUse use, CancellationToken cancellation)
    {
        if (use.Kind is RuleUseKind.Decides or RuleUseKind.MayDecide || written.Any(rule => rule.Action == RuleAction.Log))
        {
            return [];
        }

        // Those of the policies before it that govern whatever it governs.
        Policy[] before =
        [
            .. use.CoveredBy.Select(deciding => deciding.Policy)
                .DistinctBy(other => other.Name)
                .Where(other => other.Name != policy.Name && other.Tier == policy.Tier && SelectorAlgebra.Any.Implies(policy.Subject, other.Subject).IsYes),
        ];
        ImmutableArray<Rule> rules = [.. before.SelectMany(other => other.Rules(direction)), .. policy.Rules(direction)];
        Policy joined = policy with
        {
            Ingress = direction == Directions.Ingress ? rules : [],
            Egress = direction == Directions.Egress ? rules : [],
        };
        HashSet<Rule> wanted = new(written, ReferenceEqualityComparer.Instance);
        RuleReach[] reaches = [.. RuleReaches.Of(joined, cancellation).Where(reach => wanted.Contains(reach.Rule))];
        return reaches.Length == wanted.Count && reaches.All(reach => reach.IsCovered)
            ? use.CoveredBy.IsEmpty ? Earlier(policy, direction, written) : use.CoveredBy
            : [];
    }

    /// <summary>Where no endpoint shows which rules decide in its place: those of its policy that match something of it.</summary>
    private static ImmutableArray<DecidingRule> Earlier(Policy policy, Directions direction, IGrouping<string, Rule> written) =>
    [
        .. policy.Rules(direction)
            .TakeWhile(rule => !written.Contains(rule, ReferenceEqualityComparer.Instance))
            .Where(rule => rule.Action != RuleAction.Log && written.Any(covered => rule.Traffic.Overlaps(covered.Traffic)))
            .Select(rule => new DecidingRule(policy, rule)),
    ];
}
