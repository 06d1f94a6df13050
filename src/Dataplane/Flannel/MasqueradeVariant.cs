namespace PolicyEngine.Dataplane.Flannel;

/// <summary>By what nodes give their own address to what pods send.</summary>
public enum MasqueradeVariant
{
    /// <summary>Flannel's rules of iptables, chain <c>FLANNEL-POSTRTG</c> of the nat table.</summary>
    Iptables,

    /// <summary>Flannel's rules of nftables, chain <c>postrtg</c> of the tables <c>flannel-ipv4</c> and <c>flannel-ipv6</c>.</summary>
    Nftables,

    /// <summary>The bridge plugin's, for each of its pods, where Flannel's daemon runs without <c>--ip-masq</c>: pods of other nodes are strangers to them.</summary>
    BridgePlugin,

    /// <summary>Nothing: pods keep their addresses.</summary>
    None,
}
