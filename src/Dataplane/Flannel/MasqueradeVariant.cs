namespace PolicyEngine.Dataplane.Flannel;

/// <summary>By what Flannel writes its rules.</summary>
public enum MasqueradeVariant
{
    /// <summary>iptables, chain <c>FLANNEL-POSTRTG</c> of the nat table.</summary>
    Iptables,

    /// <summary>nftables, chain <c>postrtg</c> of the tables <c>flannel-ipv4</c> and <c>flannel-ipv6</c>.</summary>
    Nftables,
}
