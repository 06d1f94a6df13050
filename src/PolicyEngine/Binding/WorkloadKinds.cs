namespace PolicyEngine.Binding;

/// <summary>The kinds an endpoint may be named by, long and as <c>kubectl</c> abbreviates them.</summary>
internal static class WorkloadKinds
{
    /// <summary>A service at the nodes' own addresses.</summary>
    public const string NodePort = "NodePort";

    /// <summary>The kind a word stands for; false where it is none.</summary>
    public static bool TryGet(string word, out string kind)
    {
        kind = word.ToLowerInvariant() switch
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
            "netset" or "networkset" or "nset" => "NetworkSet",
            _ => "",
        };
        return kind.Length > 0;
    }
}
