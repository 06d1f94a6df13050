namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>The annotations by which a node tells the others about itself.</summary>
public static class FlannelAnnotations
{
    /// <summary>Where the others reach the node.</summary>
    public const string PublicIp = "flannel.alpha.coreos.com/public-ip";

    /// <summary>The address that an administrator sets in its place.</summary>
    public const string PublicIpOverwrite = "flannel.alpha.coreos.com/public-ip-overwrite";

    /// <summary>Where the others reach the node by IPv6.</summary>
    public const string PublicIpV6 = "flannel.alpha.coreos.com/public-ipv6";

    /// <summary>The IPv6 address that an administrator sets in its place.</summary>
    public const string PublicIpV6Overwrite = "flannel.alpha.coreos.com/public-ipv6-overwrite";

    /// <summary>The kind of backend.</summary>
    public const string BackendType = "flannel.alpha.coreos.com/backend-type";

    /// <summary>What the backend adds, as JSON.</summary>
    public const string BackendData = "flannel.alpha.coreos.com/backend-data";

    /// <summary>What the backend adds for IPv6, as JSON.</summary>
    public const string BackendDataV6 = "flannel.alpha.coreos.com/backend-v6-data";

    /// <summary>Whether Flannel manages the node: <c>true</c>.</summary>
    public const string Managed = "flannel.alpha.coreos.com/kube-subnet-manager";
}
