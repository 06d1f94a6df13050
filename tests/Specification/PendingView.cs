using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>The world in which every staged policy has taken effect.</summary>
// Calico: staged kinds. A staged policy replaces the enforced one of its kind, namespace and name, or removes it.
public static class PendingView
{
    public static World Of(World world) => world with
    {
        CalicoPolicies = Of(world.CalicoPolicies, policy => (policy.Namespace, policy.Name), policy => policy.Staged, policy => policy.StagedAction, policy => policy with { IsApplied = true }),
        KubernetesPolicies = Of(world.KubernetesPolicies, policy => (policy.Namespace, policy.Name), policy => policy.Staged, policy => policy.StagedAction, policy => policy with { IsApplied = true }),
    };

    private static ImmutableArray<T> Of<T>(
        ImmutableArray<T> policies, Func<T, (string?, string)> identity, Func<T, bool> isStaged, Func<T, string?> action, Func<T, T> apply)
    {
        T[] staged = [.. policies.Where(isStaged)];
        IEnumerable<T> untouched = policies.Where(policy => !isStaged(policy)).ExceptBy(staged.Select(identity), identity);
        return [.. untouched, .. staged.Where(policy => action(policy) != "Delete").Select(apply)];
    }
}
