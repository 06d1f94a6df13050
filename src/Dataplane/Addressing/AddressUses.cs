namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What the addresses of a pool may be used for.</summary>
[Flags]
public enum AddressUses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Pods.</summary>
    Workload = 1,

    /// <summary>The tunnel devices of nodes.</summary>
    Tunnel = 2,

    /// <summary>Services of type LoadBalancer; their blocks belong to no node.</summary>
    LoadBalancer = 4,
}
