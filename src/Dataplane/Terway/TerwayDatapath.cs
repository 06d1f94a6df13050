namespace PolicyEngine.Dataplane.Terway;

/// <summary>How Terway connects a pod.</summary>
public enum TerwayDatapath
{
    /// <summary>A pair of interfaces, and routing rules that send a pod's packets out by the interface that owns its address.</summary>
    PolicyRoute,

    /// <summary>A pair of interfaces and the routes of the VPC, which know the subnet of every node.</summary>
    VpcRoute,

    /// <summary>A slave of the interface in the pod itself.</summary>
    IpVlan,

    /// <summary>An interface of its own in the pod.</summary>
    ExclusiveEni,

    /// <summary>A VLAN of an interface that many pods share.</summary>
    Vlan,
}

/// <summary>Where a pod's address comes from.</summary>
public enum TerwayIpType
{
    /// <summary>The subnet of its node (<c>VPCIP</c>).</summary>
    VpcIp,

    /// <summary>An interface of its own (<c>VPCENI</c>).</summary>
    VpcEni,

    /// <summary>An interface with many addresses (<c>ENIMultiIP</c>).</summary>
    EniMultiIp,
}
