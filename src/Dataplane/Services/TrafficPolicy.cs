namespace PolicyEngine.Dataplane.Services;

/// <summary>Which backends traffic of one kind may reach from a node.</summary>
public enum TrafficPolicy
{
    /// <summary>Those of the whole cluster.</summary>
    Cluster,

    /// <summary>Those of the node itself.</summary>
    Local,
}
