namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>How packets to a destination's pool travel between nodes.</summary>
internal enum PoolType
{
    /// <summary>It lies in no pool that workloads get addresses from.</summary>
    None,

    /// <summary>As they are.</summary>
    NoEncap,

    /// <summary>In VXLAN.</summary>
    Vxlan,

    /// <summary>In IPIP.</summary>
    Ipip,
}
