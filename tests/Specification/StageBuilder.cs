using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Gives a world staged policies of every action, many of them next to the policy that they would replace.</summary>
public static class StageBuilder
{
    public static World Complete(World world, Dice dice, PolicyBuilder policies) => world with
    {
        CalicoPolicies =
        [
            .. world.CalicoPolicies
                .Concat(dice.Subset(world.CalicoPolicies, 20).Select(policy => policies.Calico(policy.Namespace, policy.Name) with { Staged = true }))
                .DistinctBy(policy => (policy.Namespace, policy.Name, policy.Staged))
                .Select(policy => policy.Staged ? Staged(policy, Action(dice)) : policy),
        ],
        KubernetesPolicies =
        [
            .. world.KubernetesPolicies
                .Concat(dice.Subset(world.KubernetesPolicies, 20).Select(policy => policies.Kubernetes(policy.Namespace, policy.Name) with { Staged = true }))
                .DistinctBy(policy => (policy.Namespace, policy.Name, policy.Staged))
                .Select(policy => policy.Staged ? Staged(policy, Action(dice)) : policy),
        ],
    };

    private static string? Action(Dice dice) => dice.Pick(null, "Set", "Set", "Learn", "Ignore", "Delete", "Delete");

    /// <summary>What is to be deleted is only named.</summary>
    private static CalicoPolicy Staged(CalicoPolicy policy, string? action) => action == "Delete"
        ? new CalicoPolicy(policy.Namespace, policy.Name) { Tier = policy.Tier, Staged = true, StagedAction = action }
        : policy with { StagedAction = action };

    private static KubernetesPolicy Staged(KubernetesPolicy policy, string? action) => action == "Delete"
        ? new KubernetesPolicy(policy.Namespace, policy.Name) { Staged = true, StagedAction = action }
        : policy with { StagedAction = action };
}
