namespace PolicyEngine.Connectivity;

/// <summary>What a change comes from.</summary>
public enum ChangeCauseKind
{
    /// <summary>A policy is new.</summary>
    PolicyAdded,

    /// <summary>A policy is gone.</summary>
    PolicyRemoved,

    /// <summary>A policy says something else.</summary>
    PolicyEdited,

    /// <summary>A pod or workload is new.</summary>
    EndpointAdded,

    /// <summary>A pod or workload is gone.</summary>
    EndpointRemoved,

    /// <summary>The labels that selectors see of a pod or workload are others: its own, its namespace's or its service account's.</summary>
    LabelsChanged,

    /// <summary>Something else about the cluster: addresses, ports, network sets, services, nodes.</summary>
    ClusterChanged,
}

/// <summary>What a change comes from.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Name">To what: a policy or an endpoint by name; empty for <see cref="ChangeCauseKind.ClusterChanged"/>.</param>
public readonly record struct ChangeCause(ChangeCauseKind Kind, string Name);
