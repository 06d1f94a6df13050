using System.Collections.Immutable;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>A kind of objects of a cluster that bears on its network.</summary>
/// <param name="Name">The kind, such as <c>NetworkPolicy</c>.</param>
/// <param name="Plural">As it stands in addresses, such as <c>networkpolicies</c>.</param>
/// <param name="Versions">The API versions it may be found under: the first that the server has counts.</param>
/// <param name="Use">What its objects are read for.</param>
public sealed record KubernetesKind(string Name, string Plural, ImmutableArray<string> Versions, KubernetesUse Use)
{
    /// <summary>All of them: what is captured of a cluster, and what is followed. Secrets are not among them.</summary>
    // Calico's objects are custom resources; where its store is etcd, its own API server has them.
    public static ImmutableArray<KubernetesKind> All { get; } =
    [
        Of("Namespace", "v1"),
        Of("Node", "v1"),
        Of("ServiceAccount", "v1"),
        Of("Pod", "v1"),
        Of("Service", "v1"),
        Of("EndpointSlice", "discovery.k8s.io/v1"),
        Of("Deployment", "apps/v1"),
        Of("ReplicaSet", "apps/v1"),
        Of("StatefulSet", "apps/v1"),
        Of("DaemonSet", "apps/v1"),
        Of("ReplicationController", "v1"),
        Of("Job", "batch/v1"),
        Of("CronJob", "batch/v1"),
        Of("NetworkPolicy", "networking.k8s.io/v1"),
        Of("AdminNetworkPolicy", "policy.networking.k8s.io/v1alpha1"),
        Of("BaselineAdminNetworkPolicy", "policy.networking.k8s.io/v1alpha1"),
        Of("ClusterNetworkPolicy", "policy.networking.k8s.io/v1alpha2"),
        OfCalico("NetworkPolicy"),
        OfCalico("GlobalNetworkPolicy"),
        OfCalico("StagedNetworkPolicy"),
        OfCalico("StagedGlobalNetworkPolicy"),
        OfCalico("StagedKubernetesNetworkPolicy"),
        OfCalico("Tier"),
        OfCalico("NetworkSet"),
        OfCalico("GlobalNetworkSet"),
        OfCalico("HostEndpoint"),
        OfCalico("FelixConfiguration"),
        OfCalico("IPPool"),
        OfCalico("IPReservation", KubernetesUse.Network),
        OfCalico("IPAMBlock", KubernetesUse.Network),
        OfCalico("BlockAffinity", KubernetesUse.Network),
        OfCalico("IPAMHandle", KubernetesUse.Network),
        OfCalico("IPAMConfig", KubernetesUse.Network),
        OfCalico("BGPConfiguration"),
        OfCalico("BGPPeer", KubernetesUse.Network),
        OfCalico("BGPFilter", KubernetesUse.Record),
        OfCalico("ClusterInformation", KubernetesUse.Network),
        OfCalico("CalicoNodeStatus", KubernetesUse.Record),
        Of("ConfigMap", "v1", KubernetesUse.Network) with
        {
            ObjectNames = ["kube-proxy", "kube-flannel-cfg", "canal-config", "calico-config", "eni-config", "kubeadm-config", "coredns"],
        },
    ];

    /// <summary>The API versions it may be found under: the first that the server has counts.</summary>
    public ImmutableArray<string> Versions { get; init => field = value.IsDefault ? [] : value; } = Versions.IsDefault ? [] : Versions;

    /// <summary>The names of the only objects of the kind that are read, in whatever namespace; empty where all are.</summary>
    public ImmutableArray<string> ObjectNames { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What <c>kubectl</c> and access rules call it under a version, such as <c>networkpolicies.networking.k8s.io</c>.</summary>
    /// <param name="version">The API version.</param>
    public string ResourceUnder(string version) => GroupOf(version) is { Length: > 0 } group ? $"{Plural}.{group}" : Plural;

    /// <summary>The API group of a version; empty for that of the core.</summary>
    internal static string GroupOf(string version) => version.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? version[..slash] : "";

    /// <summary>Where a version is.</summary>
    internal static string PathOfVersion(string version) => GroupOf(version).Length > 0 ? $"apis/{version}" : $"api/{version}";

    /// <summary>Where the objects of a version are.</summary>
    internal string PathOf(string version) => $"{PathOfVersion(version)}/{Plural}";

    /// <summary>The name by which the engine takes an object away.</summary>
    internal string ReferenceOf(string version, string path)
    {
        string group = GroupOf(version);
        bool isToldApart = group.Length > 0 && (Name.EndsWith("Policy", StringComparison.Ordinal) || group.EndsWith("projectcalico.org", StringComparison.Ordinal));
        return isToldApart ? $"{Name}.{group}/{path}" : $"{Name}/{path}";
    }

    private static KubernetesKind Of(string name, string version, KubernetesUse use = KubernetesUse.Verdicts) => new(name, PluralOf(name), [version], use);

    private static KubernetesKind OfCalico(string name, KubernetesUse use = KubernetesUse.Verdicts) => new(name, PluralOf(name), ["crd.projectcalico.org/v1", "projectcalico.org/v3"], use);

    private static string PluralOf(string name) => (name switch
    {
        _ when name.EndsWith('s') => name + "es",
        _ when name.EndsWith('y') => name[..^1] + "ies",
        _ => name + "s",
    }).ToLowerInvariant();
}
