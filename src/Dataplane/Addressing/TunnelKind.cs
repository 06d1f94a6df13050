namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The devices of a node that have an address of a pool.</summary>
public enum TunnelKind
{
    /// <summary><c>tunl0</c>.</summary>
    Ipip,

    /// <summary><c>vxlan.calico</c>.</summary>
    Vxlan,

    /// <summary><c>vxlan-v6.calico</c>.</summary>
    VxlanV6,

    /// <summary><c>wireguard.cali</c>.</summary>
    WireGuard,

    /// <summary><c>wg-v6.cali</c>.</summary>
    WireGuardV6,
}
