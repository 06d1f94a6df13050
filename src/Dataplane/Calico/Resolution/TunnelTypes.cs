namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>The tunnels that an address belongs to.</summary>
[Flags]
internal enum TunnelTypes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IPIP.</summary>
    Ipip = 1,

    /// <summary>VXLAN.</summary>
    Vxlan = 2,

    /// <summary>WireGuard.</summary>
    Wireguard = 4,
}
