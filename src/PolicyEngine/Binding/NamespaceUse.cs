using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Tells which namespaces exist though none declares them: those that anything is in.</summary>
internal static class NamespaceUse
{
    private static readonly IComparer<Namespace> s_byName = Comparer<Namespace>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));

    /// <summary>The namespaces that are declared, and those that anything but policies is in.</summary>
    public static IEnumerable<string> Names(ResourceCollection resources, EndpointList endpoints, ImmutableArray<NetworkSet> sets) =>
        resources.Namespaces.Values.Select(declared => declared.Name)
            .Concat(endpoints.Select(endpoint => endpoint.Namespace).Concat(sets.Select(set => set.Namespace)).Where(name => name.Length > 0))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The namespaces of a model whose cluster has changed: those that the change may concern are looked at, all others stay.</summary>
    public static ImmutableArray<Namespace> After(PolicyModel changed, ResourceCollection resources, ClusterParts parts)
    {
        HashSet<string> concerned = resources.Pods.Changed.Concat(resources.WorkloadEndpoints.Changed).Concat(resources.Workloads.Changed).Concat(resources.NetworkSets.Changed)
            .Select(name => name.Namespace).Concat(resources.Namespaces.Changed.Select(name => name.Name)).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Namespace> namespaces = changed.Namespaces;
        foreach (string name in concerned.Where(name => name.Length > 0))
        {
            int place = PlaceOf(name, namespaces);
            Namespace? now = Exists(name, resources, changed, changed.Policies) ? parts.NamespaceOf(name) : null;
            namespaces = (place, now) switch
            {
                ( < 0, null) => namespaces,
                ( < 0, _) => namespaces.Insert(~place, now),
                (_, null) => namespaces.RemoveAt(place),
                _ => namespaces[place] == now ? namespaces : namespaces.SetItem(place, now),
            };
        }

        return namespaces;
    }

    /// <summary>The namespaces of a model without those that were there for policies that are gone, and with those of others.</summary>
    public static ImmutableArray<Namespace> After(PolicyModel model, ResourceCollection resources, ImmutableArray<Policy> policies, IEnumerable<Policy> gone, IEnumerable<Policy> added)
    {
        HashSet<string> left = gone.Select(policy => policy.Name.Namespace).ToHashSet(StringComparer.Ordinal);
        Namespace[] abandoned = left.Count == 0 ? [] : [.. model.Namespaces.Where(known => !known.IsDeclared && left.Contains(known.Name) && !Exists(known.Name, resources, model, policies))];
        return WithThoseOf(added, abandoned.Length == 0 ? model.Namespaces : model.Namespaces.RemoveRange(abandoned));
    }

    /// <summary>Namespaces that only policies refer to exist too.</summary>
    private static ImmutableArray<Namespace> WithThoseOf(IEnumerable<Policy> policies, ImmutableArray<Namespace> namespaces)
    {
        Namespace[] more =
        [
            .. policies
                .Select(policy => policy.Name.Namespace)
                .Distinct(StringComparer.Ordinal)
                .Where(name => name.Length > 0 && PlaceOf(name, namespaces) < 0)
                .Select(ModelBuilder.ReferredTo),
        ];
        return more.Length == 0 ? namespaces : [.. namespaces.Concat(more).Order(s_byName)];
    }

    private static int PlaceOf(string name, ImmutableArray<Namespace> namespaces) => namespaces.BinarySearch(ModelBuilder.ReferredTo(name), s_byName);

    private static bool Exists(string name, ResourceCollection resources, PolicyModel model, ImmutableArray<Policy> policies) =>
        resources.Namespaces.TryGet("", name, out _)
        || model.Endpoints.NumbersIn(name).Any()
        || model.NetworkSets.Any(set => set.Namespace == name)
        || policies.Any(policy => policy.Name.Namespace == name);
}
