namespace PolicyEngine.Specification;

/// <summary>The order in which the policies of a family are consulted. Staged ones are only where they count as applied.</summary>
// Felix: ordering of policies.
public static class PolicyOrder
{
    public static IEnumerable<object> Of(World world, string tier, PacketFamily family)
    {
        IEnumerable<(double Order, string Key, object Policy)> kubernetes = world.KubernetesPolicies
            .Where(policy => (!policy.Staged || policy.IsApplied) && family == PacketFamily.Normal && tier == "default")
            .Select(policy => (1000.0, $"{policy.Name}/{policy.Namespace}/{(policy.Staged ? "StagedKubernetesNetworkPolicy" : "KubernetesNetworkPolicy")}", (object)policy));
        IEnumerable<(double Order, string Key, object Policy)> calico = world.CalicoPolicies
            .Where(policy => (!policy.Staged || policy.IsApplied) && IsOf(policy, family) && tier == (policy.Tier ?? "default"))
            .Select(policy => (
                policy.Order ?? double.PositiveInfinity,
                $"{policy.Name}/{policy.Namespace}/{policy.Kind}",
                (object)policy));
        IEnumerable<(double Order, string Key, object Policy)> cluster = world.ClusterPolicies
            .Where(policy => family == PacketFamily.Normal && tier == policy.Tier)
            .Select(policy => (policy.Order, $"{policy.Name}//KubernetesClusterNetworkPolicy", (object)ClusterPolicyConversion.Of(world, policy)));
        return kubernetes.Concat(calico).Concat(cluster)
            .OrderBy(item => item.Order)
            .ThenBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Policy);
    }

    /// <summary>Those of a family, staged ones too, in no order.</summary>
    public static IEnumerable<CalicoPolicy> InFamily(IEnumerable<CalicoPolicy> policies, PacketFamily family) => policies.Where(policy => IsOf(policy, family));

    private static bool IsOf(CalicoPolicy policy, PacketFamily family) =>
        family == PacketFamily.Forward ? policy is { Family: PacketFamily.Normal, ApplyOnForward: true } : policy.Family == family;
}

/// <summary>The order of tiers and whether a tier passes on what no policy of it decides.</summary>
// Felix: ordering of tiers. Calico: the tiers that always exist; a tier without an order has the default tier's.
public static class TierOrder
{
    private static readonly TierObject[] s_builtIn =
        [new("kube-admin", 1000, "Pass"), new("default", 1_000_000, "Deny"), new("kube-baseline", 10_000_000, "Pass")];

    public static IEnumerable<(string Name, bool Passes)> Of(World world)
    {
        TierObject[] existing = [.. world.Tiers, .. s_builtIn.ExceptBy(world.Tiers.Select(tier => tier.Name), tier => tier.Name, StringComparer.Ordinal)];
        IEnumerable<(string Name, bool Passes)> ordered = existing
            .OrderBy(tier => tier.Order ?? 1_000_000)
            .ThenBy(tier => tier.Name, StringComparer.Ordinal)
            .Select(tier => (tier.Name, tier.DefaultAction == "Pass"));
        IEnumerable<(string Name, bool Passes)> missing = world.CalicoPolicies
            .Select(policy => policy.Tier ?? "default")
            .Distinct(StringComparer.Ordinal)
            .Where(name => existing.All(tier => tier.Name != name))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, false));
        return ordered.Concat(missing);
    }
}
