namespace PolicyEngine.Dataplane.Calico;

/// <summary>The names under which Calico's datastore has the endpoints of pods.</summary>
public static class WorkloadEndpointName
{
    /// <summary>Node, orchestrator, pod and interface between hyphens, the hyphens in them doubled: <c>node--a-k8s-nginx--1-eth0</c>.</summary>
    public static string Of(string node, string orchestrator, string pod, string device) =>
        string.Join('-', new[] { node, orchestrator, pod, device }.Select(part => part.Replace("-", "--", StringComparison.Ordinal)));
}
