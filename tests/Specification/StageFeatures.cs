namespace PolicyEngine.Specification;

/// <summary>What worlds may have of staged policies.</summary>
public static class StageFeatures
{
    public static (string Name, Func<World, bool> Uses)[] All { get; } =
    [
        ("StagedNetworkPolicy", world => Staged(world).Any(policy => policy.Namespace is not null)),
        ("StagedGlobalNetworkPolicy", world => Staged(world).Any(policy => policy.Namespace is null)),
        ("StagedKubernetesNetworkPolicy", world => world.KubernetesPolicies.Any(policy => policy.Staged)),
        .. new[] { null, "Set", "Learn", "Ignore", "Delete" }.Select(action => ((string, Func<World, bool>))($"staged action {action ?? "absent"}", world => Actions(world).Contains(action, StringComparer.Ordinal))),
        ("staged policy that replaces", world => Replaced(world).Any(pair => pair.Staged.StagedAction != "Delete")),
        ("staged policy that moves to another tier", world => Replaced(world).Any(pair => pair.Staged.StagedAction != "Delete" && pair.Staged.Tier != pair.Enforced.Tier)),
        ("staged policy that deletes", world => Replaced(world).Any(pair => pair.Staged.StagedAction == "Delete")),
        ("tier with staged policies only", world => world.CalicoPolicies.GroupBy(policy => policy.Tier, StringComparer.Ordinal).Any(tier => tier.All(policy => policy.Staged))),
    ];

    private static IEnumerable<CalicoPolicy> Staged(World world) => world.CalicoPolicies.Where(policy => policy.Staged);

    private static IEnumerable<string?> Actions(World world) => Staged(world).Select(policy => policy.StagedAction)
        .Concat(world.KubernetesPolicies.Where(policy => policy.Staged).Select(policy => policy.StagedAction));

    private static IEnumerable<(CalicoPolicy Staged, CalicoPolicy Enforced)> Replaced(World world) =>
        from staged in Staged(world)
        from enforced in world.CalicoPolicies
        where !enforced.Staged && staged.Namespace == enforced.Namespace && staged.Name == enforced.Name
        select (staged, enforced);
}
