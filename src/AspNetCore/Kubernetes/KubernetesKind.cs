using System.Collections.Immutable;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>A kind of objects that an API server may have.</summary>
/// <param name="Name">The kind, such as <c>NetworkPolicy</c>.</param>
/// <param name="Plural">As it stands in addresses, such as <c>networkpolicies</c>.</param>
/// <param name="Versions">The API versions it may be found under: the first that the server has counts.</param>
internal sealed record KubernetesKind(string Name, string Plural, ImmutableArray<string> Versions)
{
    /// <summary>All kinds that bear on policies, as far as an API server keeps them.</summary>
    // Calico's objects are custom resources; where its store is etcd, its own API server has them.
    public static ImmutableArray<KubernetesKind> All { get; } =
    [
        new("Namespace", "namespaces", ["v1"]),
        new("Node", "nodes", ["v1"]),
        new("ServiceAccount", "serviceaccounts", ["v1"]),
        new("Pod", "pods", ["v1"]),
        new("Service", "services", ["v1"]),
        new("EndpointSlice", "endpointslices", ["discovery.k8s.io/v1"]),
        new("Deployment", "deployments", ["apps/v1"]),
        new("ReplicaSet", "replicasets", ["apps/v1"]),
        new("StatefulSet", "statefulsets", ["apps/v1"]),
        new("DaemonSet", "daemonsets", ["apps/v1"]),
        new("Job", "jobs", ["batch/v1"]),
        new("CronJob", "cronjobs", ["batch/v1"]),
        new("NetworkPolicy", "networkpolicies", ["networking.k8s.io/v1"]),
        new("AdminNetworkPolicy", "adminnetworkpolicies", ["policy.networking.k8s.io/v1alpha1"]),
        new("BaselineAdminNetworkPolicy", "baselineadminnetworkpolicies", ["policy.networking.k8s.io/v1alpha1"]),
        new("ClusterNetworkPolicy", "clusternetworkpolicies", ["policy.networking.k8s.io/v1alpha2"]),
        .. from name in new[]
           {
               "NetworkPolicy", "GlobalNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy", "Tier", "NetworkSet", "GlobalNetworkSet",
               "HostEndpoint", "FelixConfiguration", "IPPool", "BGPConfiguration",
           }
           select new KubernetesKind(name, PluralOf(name), ["crd.projectcalico.org/v1", "projectcalico.org/v3"]),
    ];

    /// <summary>Where the objects of a version are.</summary>
    public string PathOf(string version) => version.Contains('/', StringComparison.Ordinal) ? $"apis/{version}/{Plural}" : $"api/{version}/{Plural}";

    /// <summary>The name by which the engine takes an object away.</summary>
    public string ReferenceOf(string version, string path)
    {
        int slash = version.IndexOf('/', StringComparison.Ordinal);
        bool isToldApart = slash > 0 && (Name.EndsWith("Policy", StringComparison.Ordinal) || version.Contains("projectcalico.org", StringComparison.Ordinal));
        return isToldApart ? $"{Name}.{version[..slash]}/{path}" : $"{Name}/{path}";
    }

    private static string PluralOf(string name) => (name.EndsWith('y') ? name[..^1] + "ies" : name + "s").ToLowerInvariant();
}
