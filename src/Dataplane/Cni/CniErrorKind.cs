namespace PolicyEngine.Dataplane.Cni;

/// <summary>The kinds of failure of a CNI request.</summary>
public enum CniErrorKind
{
    /// <summary>An annotation is not what it should be.</summary>
    InvalidAnnotation,

    /// <summary>Two annotations exclude each other.</summary>
    ConflictingAnnotations,

    /// <summary>An annotation asks for what the configuration does not allow.</summary>
    FeatureDisabled,

    /// <summary>A pool that is asked for by name does not exist.</summary>
    PoolNotFound,

    /// <summary>A pool that is asked for is of the other family.</summary>
    PoolFamilyMismatch,

    /// <summary>Address assignment refused, or found too few addresses.</summary>
    NoAddress,
}
