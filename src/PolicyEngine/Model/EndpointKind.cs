namespace PolicyEngine.Model;

/// <summary>What an endpoint is.</summary>
public enum EndpointKind
{
    /// <summary>A pod, or a workload endpoint of another orchestrator.</summary>
    Pod,

    /// <summary>A workload whose pods are not in the input: one endpoint stands for all of them.</summary>
    Workload,

    /// <summary>A pod on its node's network: a process of the node, which pod policy does not govern.</summary>
    HostNetworkPod,

    /// <summary>A pod that has finished: it has no address and takes part in no traffic.</summary>
    FinishedPod,

    /// <summary>An interface of a node, or all of them, that Calico's policies govern.</summary>
    HostEndpoint,
}
