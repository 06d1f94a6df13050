namespace PolicyEngine.Dataplane.Calico;

/// <summary>Routes to the blocks of other nodes, by what wraps packets to them.</summary>
[Flags]
public enum ClusterRoutes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those of pools that IPIP wraps.</summary>
    Ipip = 1,

    /// <summary>Those of pools that nothing wraps.</summary>
    NoEncap = 2,

    /// <summary>Both.</summary>
    Both = Ipip | NoEncap,
}
