namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The kinds of refusal.</summary>
public enum IpamErrorKind
{
    /// <summary>The pool breaks a rule for pools.</summary>
    InvalidPool,

    /// <summary>The settings contradict each other.</summary>
    InvalidConfig,

    /// <summary>The node is not known.</summary>
    NodeNotFound,

    /// <summary>No pool serves this request.</summary>
    NoUsablePool,

    /// <summary>A pool that the request names does not exist or is disabled.</summary>
    PoolNotFound,

    /// <summary>A pool that the request names is of the other family.</summary>
    PoolFamilyMismatch,

    /// <summary>The host has as many blocks as it may have.</summary>
    BlockLimit,

    /// <summary>There is no block to take from and none may be claimed.</summary>
    NoBlock,

    /// <summary>The address lies in no usable pool.</summary>
    AddressOutsidePools,

    /// <summary>The pool is not for this use.</summary>
    UseNotAllowed,

    /// <summary>The address is in use.</summary>
    AlreadyAssigned,

    /// <summary>The block belongs to another host, or to none, and affinity is strict.</summary>
    AffinityMismatch,

    /// <summary>No address carries the handle.</summary>
    HandleNotFound,

    /// <summary>The address carries another handle.</summary>
    HandleMismatch,

    /// <summary>The address was assigned anew since its sequence number was read.</summary>
    SequenceMismatch,

    /// <summary>Others wrote the same record at every attempt.</summary>
    Conflict,

    /// <summary>The block has addresses in use.</summary>
    BlockNotEmpty,

    /// <summary>The range is smaller than a block.</summary>
    RangeTooSmall,

    /// <summary>The range has more blocks than are claimed at once.</summary>
    RangeTooLarge,

    /// <summary>The range lies in no pool.</summary>
    RangeOutsidePools,

    /// <summary>The host reservation reserves nothing.</summary>
    InvalidReservation,
}
