namespace PolicyEngine.Fixes;

/// <summary>The APIs a fix may be written in.</summary>
internal enum PolicyApi
{
    /// <summary>NetworkPolicy of Kubernetes.</summary>
    Kubernetes,

    /// <summary>NetworkPolicy and GlobalNetworkPolicy of Calico.</summary>
    Calico,

    /// <summary>ClusterNetworkPolicy and AdminNetworkPolicy.</summary>
    Cluster,
}
