namespace PolicyEngine.Connectivity;

/// <summary>By what the endpoints of a matrix are put together.</summary>
public enum Grouping
{
    /// <summary>Pods of one workload are one party; a pod without one stands for itself.</summary>
    Workload,

    /// <summary>Every pod is a party.</summary>
    Pod,

    /// <summary>The pods of a namespace are one party.</summary>
    Namespace,
}
