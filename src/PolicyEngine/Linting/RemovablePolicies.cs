using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting;

/// <summary>
/// Finds the NetworkPolicies without which every verdict in the cluster would be the same. Those for all pods of their namespace
/// are left out: they are for pods to come.
/// </summary>
internal static class RemovablePolicies
{
    public static ImmutableArray<(Policy Policy, RemovableEffect Effect)> In(LintContext context)
    {
        FrozenSet<PolicyName> deciding = context.RuleUses
            .Where(use => use.Kind is RuleUseKind.Decides or RuleUseKind.MayDecide)
            .Select(use => use.Policy.Name)
            .ToFrozenSet();
        FrozenSet<PolicyName> repeating = Repeating(context);
        var effects = new Dictionary<PolicyName, RemovableEffect?>();
        foreach (PolicyChain chain in Chains(context.Snapshot))
        {
            foreach (TierSegment tier in chain.Tiers)
            {
                Policy[] inForce = [.. tier.Policies.Select(policy => policy.Policy).Where(policy => !policy.IsStaged)];
                foreach (Policy policy in inForce.Where(policy => IsCandidate(policy)))
                {
                    RemovableEffect? effect = EffectIn(chain, tier, policy, inForce, name => deciding.Contains(name) && !repeating.Contains(name));
                    effects[policy.Name] = !effects.TryGetValue(policy.Name, out RemovableEffect? known) || known == effect ? effect : null;
                }
            }
        }

        // What repeats a policy that can go must stay, if it was not found to be repeated by others.
        foreach (RuleUse use in context.RuleUses.Where(use => !repeating.Contains(use.Policy.Name) && use.CoveredBy.Any(by => repeating.Contains(by.Policy.Name))))
        {
            effects.Remove(use.Policy.Name);
        }

        return [.. context.Policies.Where(policy => effects.GetValueOrDefault(policy.Name) is not null).Select(policy => (policy, effects[policy.Name]!.Value))];
    }

    private static bool IsCandidate(Policy policy) =>
        policy.Name.IsAdditive && policy.Fault is null && !policy.Subject.HoldsForEverythingIn(policy.Name.Namespace);

    /// <summary>Those all of whose rules others allow in every cluster, whatever their names are.</summary>
    private static FrozenSet<PolicyName> Repeating(LintContext context)
    {
        HashSet<(PolicyName, string)> needless = [.. context.CoveredRules.Where(covered => covered.IsAddedAnyway).Select(covered => (covered.Policy.Name, covered.Rule.Path))];
        return context.Policies
            .Where(policy => IsCandidate(policy) && policy.GovernedDirections().SelectMany(direction => policy.Rules(direction)).All(rule => needless.Contains((policy.Name, rule.Path))))
            .Select(policy => policy.Name)
            .ToFrozenSet();
    }

    private static RemovableEffect? EffectIn(PolicyChain chain, TierSegment tier, Policy policy, Policy[] inForce, Predicate<PolicyName> isNeeded)
    {
        if (inForce.Length > 1)
        {
            return isNeeded(policy.Name) || policy.Rules(chain.Direction).IsEmpty ? null : RemovableEffect.RepeatsOthers;
        }

        // Without it nothing isolates, if no tier comes after; the profiles of pods allow everything unless they are written otherwise.
        bool isLast = ReferenceEquals(chain.Tiers[^1], tier);
        return isLast && policy.Rules(chain.Direction).Any(AllowsEverything) && chain.Profiles.Any(profile => profile.Profile.Rules(chain.Direction) is [var first, ..] && AllowsEverything(first))
            ? RemovableEffect.AllowsWhatIsOpen
            : null;
    }

    private static bool AllowsEverything(Rule rule) =>
        rule is { Action: RuleAction.Allow, Families: IpFamilies.Both, Http: null, Fault: null, Traffic.IsAll: true }
        && ReferenceEquals(rule.Source, PeerMatch.Any) && ReferenceEquals(rule.Destination, PeerMatch.Any);

    private static IEnumerable<PolicyChain> Chains(PolicySnapshot snapshot) => snapshot.Model.Endpoints.Numbers
        .Where(index => snapshot.Model.Endpoints[index].IsGoverned)
        .Select(snapshot.Graph.SidesOf)
        .SelectMany(sides => new[] { sides.IngressChain, sides.EgressChain })
        .Distinct()
        .Select(snapshot.Graph.Chain);
}
