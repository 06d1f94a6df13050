using System.Collections.Immutable;

namespace PolicyEngine.Cli.Capture;

/// <summary>What a cluster has that bears on its network, as <c>kubectl</c> names it. Secrets are not among it.</summary>
internal static class CapturedKinds
{
    private const string Stored = ".crd.projectcalico.org";
    private const string Served = ".projectcalico.org";

    /// <summary>Configurations of networks; no others are read.</summary>
    public static ImmutableArray<string> ConfigMaps { get; } = ["kube-proxy", "kube-flannel-cfg", "canal-config", "calico-config", "eni-config", "kubeadm-config", "coredns"];

    private static ImmutableArray<string> Kubernetes { get; } =
    [
        "namespaces", "nodes", "serviceaccounts", "pods", "services", "endpointslices.discovery.k8s.io", "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps",
        "replicationcontrollers", "jobs.batch", "cronjobs.batch", "networkpolicies.networking.k8s.io", "adminnetworkpolicies.policy.networking.k8s.io",
        "baselineadminnetworkpolicies.policy.networking.k8s.io", "clusternetworkpolicies.policy.networking.k8s.io",
    ];

    private static ImmutableArray<string> Calico { get; } =
    [
        "networkpolicies", "globalnetworkpolicies", "stagednetworkpolicies", "stagedglobalnetworkpolicies", "stagedkubernetesnetworkpolicies", "tiers", "networksets", "globalnetworksets",
        "hostendpoints", "felixconfigurations", "ippools", "ipreservations", "ipamblocks", "blockaffinities", "ipamhandles", "ipamconfigs", "bgpconfigurations", "bgppeers", "bgpfilters",
        "clusterinformations", "caliconodestatuses",
    ];

    /// <summary>Those that a server has. What Calico stores is taken as it is stored, else as Calico's own API server gives it.</summary>
    /// <param name="known">What the server has, by name.</param>
    public static IEnumerable<string> Among(IReadOnlySet<string> known) =>
        Kubernetes.Where(known.Contains).Concat(Calico.Select(name => known.Contains(name + Stored) ? name + Stored : name + Served).Where(known.Contains));
}
