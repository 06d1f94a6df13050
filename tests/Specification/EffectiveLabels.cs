using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>The labels that selectors see: an object's own and those it inherits.</summary>
// Calico: effective labels.
public static class EffectiveLabels
{
    public const string Namespace = "projectcalico.org/namespace";
    public const string ServiceAccount = "projectcalico.org/serviceaccount";
    public const string Orchestrator = "projectcalico.org/orchestrator";
    private const string InheritedName = "projectcalico.org/name";
    private const string NamespacePrefix = "pcns.";

    private static readonly ConditionalWeakTable<World, ConcurrentDictionary<string, Labels>> s_known = [];

    /// <summary>A namespace's labels; one that is only referred to has its name as its label.</summary>
    public static Labels OfNamespace(World world, string name) =>
        (world.Namespaces.FirstOrDefault(item => item.Name == name)?.Labels ?? Labels.Empty).SetItem("kubernetes.io/metadata.name", name);

    public static Labels OfPod(World world, PodObject pod) => Known(world, $"pod {pod.FullName}", () => Gather(world, pod));

    /// <summary>What a pod inherits of its namespace; a workload endpoint whose profiles leave it out inherits nothing.</summary>
    // Calico: a Kubernetes namespaceSelector becomes a selector on the labels that the namespace's profile lends.
    public static Labels OfItsNamespace(World world, PodObject pod) => Known(world, $"home of {pod.FullName}", () => Labels.Empty.AddRange(
        OfPod(world, pod)
            .Where(label => label.Key.StartsWith(NamespacePrefix, StringComparison.Ordinal))
            .Select(label => KeyValuePair.Create(label.Key[NamespacePrefix.Length..], label.Value))));

    public static Labels OfNetworkSet(World world, NetworkSetObject set) => Known(world, $"set {set.Namespace}/{set.Name}", () => set.Namespace is { } home
        ? Inherit(set.Labels.SetItem(Namespace, home), OfNamespaceProfile(world, home))
        : set.Labels);

    /// <summary>All that it says of itself, even of a namespace, and what its profiles lend it.</summary>
    public static Labels OfHostEndpoint(World world, HostEndpointObject host) => Known(
        world, $"host endpoint {host.Name}", () => host.Profiles.Aggregate(host.Labels, (labels, profile) => Inherit(labels, OfProfile(world, profile))));

    private static Labels Known(World world, string what, Func<Labels> gather) =>
        s_known.GetOrCreateValue(world).GetOrAdd(what, _ => gather());

    private static Labels Gather(World world, PodObject pod)
    {
        Labels own = Labels.Empty;
        foreach ((string key, string value) in pod.Labels.Where(label => !IsReserved(label.Key)))
        {
            own = own.SetItem(key, value);
        }

        own = own.SetItem(Namespace, pod.Namespace).SetItem(Orchestrator, "k8s");
        if (pod.Profiles is { } profiles)
        {
            return profiles.Aggregate(own, (labels, profile) => Inherit(labels, OfProfile(world, profile)));
        }

        string account = pod.ServiceAccount ?? "default";
        own = own.SetItem(ServiceAccount, account);
        return Inherit(Inherit(own, OfNamespaceProfile(world, pod.Namespace)), OfAccountProfile(world, pod.Namespace, account));
    }

    private static Labels OfProfile(World world, string profile) => profile.StartsWith("kns.", StringComparison.Ordinal)
        ? OfNamespaceProfile(world, profile["kns.".Length..])
        : world.Profiles.FirstOrDefault(item => item.Name == profile)?.LabelsToApply ?? Labels.Empty;

    private static Labels OfNamespaceProfile(World world, string name) =>
        Prefixed(NamespacePrefix, OfNamespace(world, name).SetItem(InheritedName, name));

    private static Labels OfAccountProfile(World world, string home, string name) => Prefixed(
        "pcsa.",
        (world.ServiceAccounts.FirstOrDefault(item => item.Namespace == home && item.Name == name)?.Labels ?? Labels.Empty).SetItem(InheritedName, name));

    private static Labels Prefixed(string prefix, Labels labels) =>
        Labels.Empty.AddRange(labels.Select(label => KeyValuePair.Create(prefix + label.Key, label.Value)));

    private static Labels Inherit(Labels own, Labels inherited) =>
        inherited.Where(label => !own.ContainsKey(label.Key)).Aggregate(own, (labels, label) => labels.Add(label.Key, label.Value));

    private static bool IsReserved(string key) =>
        key.StartsWith(NamespacePrefix, StringComparison.Ordinal) || key.StartsWith("pcsa.", StringComparison.Ordinal);
}
