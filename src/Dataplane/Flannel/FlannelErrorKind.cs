namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The kinds of reasons for which Flannel refuses something.</summary>
public enum FlannelErrorKind
{
    /// <summary>A text is not what it should be.</summary>
    Malformed,

    /// <summary>A family is enabled and has no network.</summary>
    NetworkMissing,

    /// <summary>The network cannot be split into four subnets that are of use.</summary>
    NetworkTooSmall,

    /// <summary>The subnets would be too small for a tunnel and a bridge.</summary>
    SubnetTooSmall,

    /// <summary>The network would hold fewer than four subnets.</summary>
    SubnetTooLarge,

    /// <summary>An address or a subnet lies outside the network.</summary>
    OutsideNetwork,

    /// <summary>The lowest or highest subnet does not begin where subnets begin.</summary>
    Misaligned,

    /// <summary>Every subnet is leased.</summary>
    OutOfSubnets,

    /// <summary>Another node created the lease first.</summary>
    SubnetTaken,

    /// <summary>The renewal margin leaves no time to renew in.</summary>
    MarginOutOfRange,

    /// <summary>The node lacks something that its lease needs.</summary>
    NodeIncomplete,

    /// <summary>The combination of settings is not one that Flannel serves.</summary>
    Unsupported,
}
