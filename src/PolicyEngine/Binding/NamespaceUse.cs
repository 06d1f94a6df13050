using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Tells which namespaces exist though none declares them: those that anything is in.</summary>
internal static class NamespaceUse
{
    /// <summary>Whether a namespace exists.</summary>
    public static bool Exists(string name, ResourceCollection resources, PolicyModel model, ImmutableArray<Policy> policies) =>
        resources.Namespaces.TryGet("", name, out _)
        || model.Endpoints.NumbersIn(name).Any()
        || model.NetworkSets.Any(set => set.Namespace == name)
        || policies.Any(policy => policy.Name.Namespace == name);

    /// <summary>The namespaces of a model without those that were there for policies that are gone, and with those of others.</summary>
    public static ImmutableArray<Namespace> After(PolicyModel model, ResourceCollection resources, ImmutableArray<Policy> policies, IEnumerable<Policy> gone, IEnumerable<Policy> added)
    {
        HashSet<string> left = gone.Select(policy => policy.Name.Namespace).ToHashSet(StringComparer.Ordinal);
        Namespace[] abandoned = left.Count == 0 ? [] : [.. model.Namespaces.Where(known => !known.IsDeclared && left.Contains(known.Name) && !Exists(known.Name, resources, model, policies))];
        return ModelBuilder.WithThoseOf(added, abandoned.Length == 0 ? model.Namespaces : model.Namespaces.RemoveRange(abandoned));
    }
}
