namespace PolicyEngine.Dataplane.Datastore;

/// <summary>Who connects the pods of a cluster.</summary>
public enum NetworkProvider
{
    /// <summary>Calico; also where nothing tells who does.</summary>
    Calico,

    /// <summary>Flannel.</summary>
    Flannel,

    /// <summary>Terway.</summary>
    Terway,
}
