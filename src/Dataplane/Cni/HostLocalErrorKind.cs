namespace PolicyEngine.Dataplane.Cni;

/// <summary>The kinds of reasons for which host-local refuses something.</summary>
public enum HostLocalErrorKind
{
    /// <summary>A subnet of fewer than four addresses has none to give.</summary>
    SubnetTooSmall,

    /// <summary>The gateway, or an end of the range, is not in the subnet.</summary>
    OutsideSubnet,

    /// <summary>The range ends before it starts.</summary>
    RangeEmpty,

    /// <summary>There is no range where one is needed.</summary>
    NoRange,

    /// <summary>Ranges that serve the same address are of both families.</summary>
    MixedFamilies,

    /// <summary>Two ranges have an address in common.</summary>
    RangesOverlap,

    /// <summary>Every address is in use.</summary>
    Exhausted,

    /// <summary>The container has an address on this interface already.</summary>
    DuplicateAllocation,

    /// <summary>The address asked for is in use.</summary>
    AddressInUse,

    /// <summary>The address asked for is the gateway's.</summary>
    AddressIsGateway,

    /// <summary>The address asked for is in no range.</summary>
    AddressOutsideRanges,
}
