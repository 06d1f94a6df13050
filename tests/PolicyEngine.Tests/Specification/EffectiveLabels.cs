using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Tests.Specification;

/// <summary>The labels that selectors see: an object's own and those it inherits.</summary>
// Calico: effective labels.
public static class EffectiveLabels
{
    public const string Namespace = "projectcalico.org/namespace";
    public const string ServiceAccount = "projectcalico.org/serviceaccount";
    private const string Orchestrator = "projectcalico.org/orchestrator";
    private const string InheritedName = "projectcalico.org/name";

    /// <summary>A namespace's labels; one that is only referred to has its name as its label.</summary>
    public static Labels OfNamespace(World world, string name) =>
        (world.Namespaces.FirstOrDefault(item => item.Name == name)?.Labels ?? Labels.Empty).SetItem("kubernetes.io/metadata.name", name);

    public static Labels OfPod(World world, PodObject pod)
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

    public static Labels OfNetworkSet(World world, NetworkSetObject set) => set.Namespace is { } home
        ? Inherit(set.Labels.SetItem(Namespace, home), OfNamespaceProfile(world, home))
        : set.Labels;

    private static Labels OfProfile(World world, string profile) => profile.StartsWith("kns.", StringComparison.Ordinal)
        ? OfNamespaceProfile(world, profile["kns.".Length..])
        : world.Profiles.FirstOrDefault(item => item.Name == profile)?.LabelsToApply ?? Labels.Empty;

    private static Labels OfNamespaceProfile(World world, string name) =>
        Prefixed("pcns.", OfNamespace(world, name).SetItem(InheritedName, name));

    private static Labels OfAccountProfile(World world, string home, string name) => Prefixed(
        "pcsa.",
        (world.ServiceAccounts.FirstOrDefault(item => item.Namespace == home && item.Name == name)?.Labels ?? Labels.Empty).SetItem(InheritedName, name));

    private static Labels Prefixed(string prefix, Labels labels) =>
        Labels.Empty.AddRange(labels.Select(label => KeyValuePair.Create(prefix + label.Key, label.Value)));

    private static Labels Inherit(Labels own, Labels inherited) =>
        inherited.Where(label => !own.ContainsKey(label.Key)).Aggregate(own, (labels, label) => labels.Add(label.Key, label.Value));

    private static bool IsReserved(string key) =>
        key.StartsWith("pcns.", StringComparison.Ordinal) || key.StartsWith("pcsa.", StringComparison.Ordinal);
}
