namespace PolicyEngine.Dataplane.Addressing;

/// <summary>How far the claim or the release of a block has come.</summary>
public enum AffinityState
{
    /// <summary>Not said, as by versions that knew no states; it means <see cref="Confirmed"/>.</summary>
    Unset,

    /// <summary>The host is about to claim the block.</summary>
    Pending,

    /// <summary>The block belongs to the host.</summary>
    Confirmed,

    /// <summary>The block is about to be released.</summary>
    PendingDeletion,
}
