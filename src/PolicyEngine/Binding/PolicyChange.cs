using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Applies a change of few policies to a model: what it costs follows the change, not the model.</summary>
internal static class PolicyChange
{
    /// <summary>
    /// The model with the policies that lie over its own, where nothing else does; null where the change concerns tiers or
    /// what is staged for deletion, so that the order of all policies has to be looked at.
    /// </summary>
    public static PolicyModel? Apply(PolicyModel basis, ResourceCollection resources, ServiceRules services)
    {
        if (resources.ChangesServices && resources.Policies.Values.Any(ServiceRules.IsAbout))
        {
            return null;
        }

        if (!resources.Policies.IsChanged && !resources.Tiers.IsChanged)
        {
            return basis;
        }

        var order = new PolicyOrder(basis.Tiers);
        Policy[] gone = [.. resources.Policies.Gone];
        Policy[] added = [.. resources.Policies.Own.Select(services.Expand)];
        bool isSimple = !resources.Tiers.IsChanged && added.All(order.HasTierOf) && !added.Concat(gone).Any(policy => policy.StagedAction == StagedAction.Delete)
            && !added.Any(policy => resources.TierFaults.ContainsKey(policy.Tier)) && gone.All(policy => basis.Tiers.Any(tier => tier.Exists && tier.Name == policy.Tier));
        if (!isSimple)
        {
            return null;
        }

        HashSet<PolicyName> removed = [.. gone.Select(policy => policy.Name)];
        // As long as it will be: a list that grows leaves large arrays behind.
        var policies = new List<Policy>(basis.Policies.Length + added.Length);
        policies.AddRange(basis.Policies.AsSpan());
        if (removed.Count > 0)
        {
            policies.RemoveAll(policy => removed.Contains(policy.Name));
        }

        foreach (Policy policy in added)
        {
            int place = policies.BinarySearch(policy, order);
            policies.Insert(place < 0 ? ~place : place, policy);
        }

        ImmutableArray<Policy> all = [.. policies];
        return basis with { Policies = all, Namespaces = NamespaceUse.After(basis, resources, all, gone, added) };
    }
}
