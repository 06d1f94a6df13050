namespace PolicyEngine.Dataplane.Services;

/// <summary>How kube-proxy translates; one mode for all Services of a node.</summary>
public enum ProxyMode
{
    /// <summary>Chains of the iptables nat table.</summary>
    Iptables,

    /// <summary>Virtual servers of IPVS, with few iptables rules and sets.</summary>
    Ipvs,

    /// <summary>Maps and chains of one nftables table.</summary>
    Nftables,
}
