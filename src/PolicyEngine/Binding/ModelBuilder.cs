using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>Puts everything read into evaluation order and lets namespaces, accounts and profiles lend their labels.</summary>
internal static class ModelBuilder
{
    /// <param name="resources">What was read.</param>
    /// <param name="labels">Interns label sets.</param>
    /// <param name="context">Told what is wrong.</param>
    /// <param name="basis">The model of what <paramref name="resources"/> lie over; what has not changed is taken over.</param>
    public static PolicyModel Build(ResourceCollection resources, LabelReader labels, BindingContext context, PolicyModel? basis = null)
    {
        var services = new ServiceRules(resources);
        PolicyModel? changed = basis is null ? null
            : resources.ChangesCluster ? ClusterChange.Apply(basis, resources, new ClusterParts(resources, services, labels, context))
            : basis;
        PolicyModel cluster = changed ?? new ClusterParts(resources, services, labels, context).Build();
        return (changed is null ? null : PolicyChange.Apply(changed, resources, services)) ?? WithPolicies(cluster, resources, services, context);
    }

    /// <summary>The model with all policies and tiers that were read.</summary>
    private static PolicyModel WithPolicies(PolicyModel cluster, ResourceCollection resources, ServiceRules services, BindingContext context)
    {
        ImmutableArray<Policy> policies = [.. resources.Policies.Values.Select(policy => services.Expand(WithDoubtOfTier(policy, resources)))];
        ILookup<bool, Policy> byDeletion = policies.ToLookup(policy => policy.StagedAction == StagedAction.Delete);
        policies = [.. byDeletion[false]];
        ImmutableArray<Tier> tiers = OrderTiers(resources, policies, context.Diagnostics);
        var order = new PolicyOrder(tiers);
        return cluster with
        {
            Tiers = tiers,
            Policies = [.. policies.Select(order.Place).Order(order)],
            PendingDeletions = [.. byDeletion[true].Select(policy => policy.Name.Enforced)],
            Namespaces = NamespaceUse.After(cluster, resources, policies, resources.Policies.Gone, policies),
        };
    }

    /// <summary>A namespace that is referred to and not declared: it exists, with the one label that every namespace has.</summary>
    public static Namespace ReferredTo(string name) => new(name, LabelSet.Empty.With(CalicoLabels.MetadataName, name), false, SourceSpan.None);

    /// <summary>Declared tiers by order, then name; tiers that policies name and nobody declared after all of them (Felix).</summary>
    private static ImmutableArray<Tier> OrderTiers(ResourceCollection resources, ImmutableArray<Policy> policies, DiagnosticBag diagnostics)
    {
        var tiers = new Dictionary<string, Tier>(StringComparer.Ordinal);
        foreach (Tier tier in Tier.BuiltIn.Concat(resources.Tiers.Values))
        {
            tiers[tier.Name] = tier;
        }

        foreach (Policy policy in policies.Where(policy => policy.Tier.Length > 0))
        {
            if (tiers.TryAdd(policy.Tier, new Tier(policy.Tier, double.PositiveInfinity, RuleAction.Deny, false, SourceSpan.None)))
            {
                diagnostics.Add(BindingDiagnostics.UnknownTier, policy.Span, $"tier `{policy.Tier}` of {policy.Name} is not declared");
            }
        }

        return [.. tiers.Values
            .OrderByDescending(tier => tier.Exists)
            .ThenBy(tier => tier.Order)
            .ThenBy(tier => tier.Name, StringComparer.Ordinal)];
    }

    /// <summary>Where a tier was not understood, nobody knows when its policies are consulted.</summary>
    private static Policy WithDoubtOfTier(Policy policy, ResourceCollection resources) =>
        resources.TierFaults.TryGetValue(policy.Tier, out Fault? fault) ? policy with { Tier = "", Fault = policy.Fault ?? fault } : policy;
}
