namespace PolicyEngine.Dataplane.Datastore;

/// <summary>Who connects the pods of a cluster.</summary>
public enum NetworkProvider
{
    /// <summary>Calico; also where nothing tells who does.</summary>
    Calico,

    /// <summary>Flannel alone: nothing enforces policies.</summary>
    Flannel,

    /// <summary>Terway.</summary>
    Terway,

    /// <summary>Flannel between nodes, and Calico at pods, which enforces policies.</summary>
    Canal,
}
