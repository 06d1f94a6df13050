namespace PolicyEngine.Binding;

/// <summary>The kinds an endpoint may be named by, long and as <c>kubectl</c> abbreviates them.</summary>
internal static class WorkloadKinds
{
    /// <summary>A service at the nodes' own addresses.</summary>
    public const string NodePort = "NodePort";

    /// <summary>The kind a word stands for, by itself or with its group, as <c>kubectl get -o name</c> prints it (<c>deployment.apps</c>); false where it is none.</summary>
    public static bool TryGet(string word, out string kind)
    {
        int dot = word.IndexOf('.', StringComparison.Ordinal);
        kind = Named(dot < 0 ? word : word[..dot]);
        kind = dot < 0 || word[(dot + 1)..].Equals(GroupOf(kind), StringComparison.OrdinalIgnoreCase) ? kind : "";
        return kind.Length > 0;
    }

    private static string Named(string word) => word.ToLowerInvariant() switch
    {
        "pod" or "pods" or "po" => "Pod",
        "deploy" or "deployment" or "deployments" => "Deployment",
        "sts" or "statefulset" or "statefulsets" => "StatefulSet",
        "ds" or "daemonset" or "daemonsets" => "DaemonSet",
        "rs" or "replicaset" or "replicasets" => "ReplicaSet",
        "rc" or "replicationcontroller" or "replicationcontrollers" => "ReplicationController",
        "job" or "jobs" => "Job",
        "cj" or "cronjob" or "cronjobs" => "CronJob",
        "ns" or "namespace" or "namespaces" => "Namespace",
        "sa" or "serviceaccount" or "serviceaccounts" => "ServiceAccount",
        "svc" or "service" or "services" => "Service",
        "nodeport" or "nodeports" => NodePort,
        "no" or "node" or "nodes" => "Node",
        "hep" or "hostendpoint" or "hostendpoints" => "HostEndpoint",
        "netset" or "networkset" or "networksets" or "nset" => "NetworkSet",
        _ => "",
    };

    private static string? GroupOf(string kind) => kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" => "apps",
        "Job" or "CronJob" => "batch",
        "HostEndpoint" or "NetworkSet" => "projectcalico.org",
        _ => null,
    };
}
