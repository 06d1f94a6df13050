namespace PolicyEngine.Renderers;

/// <summary>What policies are rendered for.</summary>
public enum RenderTarget
{
    /// <summary>iptables with ipset, for a node, as Calico's Felix programs them.</summary>
    Iptables,

    /// <summary>nftables, for a node, as Calico's Felix programs them.</summary>
    Nftables,

    /// <summary>Extended access lists of Cisco IOS and IOS XE.</summary>
    Ios,

    /// <summary>Access lists of RFC 8519 (<c>ietf-access-control-list</c>) in JSON.</summary>
    Rfc8519,

    /// <summary>ACL policies of an endpoint of Windows' Host Networking Service.</summary>
    Hns,
}
