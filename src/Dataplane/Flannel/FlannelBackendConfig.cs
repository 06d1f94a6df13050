namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The kind of backend and its options; an option of another kind is without effect.</summary>
public sealed record FlannelBackendConfig
{
    /// <summary>The backend where the configuration names none. Manifests name one; the documentation says vxlan.</summary>
    public const string DefaultType = "udp";

    /// <summary>The kind: <c>vxlan</c>, <c>host-gw</c>, <c>udp</c>, <c>ipip</c>, <c>wireguard</c> or <c>alloc</c>.</summary>
    public string Type { get; init; } = DefaultType;

    /// <summary>The VXLAN network identifier.</summary>
    public int Vni { get; init; } = 1;

    /// <summary>The UDP port of vxlan and udp; 0 where the kind's own is taken.</summary>
    public int Port { get; init; }

    /// <summary>Whether VXLAN frames carry the group of their policy.</summary>
    public bool Gbp { get; init; }

    /// <summary>Whether vxlan and ipip leave packets bare for nodes on the same link.</summary>
    public bool DirectRouting { get; init; }

    /// <summary>WireGuard's port.</summary>
    public int ListenPort { get; init; } = 51820;

    /// <summary>The port of WireGuard's second interface.</summary>
    public int ListenPortV6 { get; init; } = 51821;

    /// <summary>How WireGuard serves two families.</summary>
    public WireguardMode Mode { get; init; }
}
