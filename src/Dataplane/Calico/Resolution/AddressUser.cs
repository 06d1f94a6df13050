namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>What an address is used by, in the order in which Felix prefers uses of one node.</summary>
internal enum AddressUse
{
    /// <summary>A workload.</summary>
    Workload,

    /// <summary>The IPIP interface.</summary>
    Ipip,

    /// <summary>The VXLAN interface.</summary>
    Vxlan,

    /// <summary>The WireGuard interface.</summary>
    Wireguard,
}

/// <summary>A node that uses an address, and for what.</summary>
/// <param name="Node">The node.</param>
/// <param name="Use">What for.</param>
internal readonly record struct AddressUser(string Node, AddressUse Use)
{
    /// <summary>The tunnels that this use is of.</summary>
    public TunnelTypes Tunnels => Use switch
    {
        AddressUse.Ipip => TunnelTypes.Ipip,
        AddressUse.Vxlan => TunnelTypes.Vxlan,
        AddressUse.Wireguard => TunnelTypes.Wireguard,
        _ => TunnelTypes.None,
    };

    /// <summary>By the node's name, then by use.</summary>
    public static Comparer<AddressUser> Order { get; } = Comparer<AddressUser>.Create((x, y) =>
        string.CompareOrdinal(x.Node, y.Node) is var order and not 0 ? order : x.Use.CompareTo(y.Use));
}
