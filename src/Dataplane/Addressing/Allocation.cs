namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What holds an ordinal of a block: whoever asked for it, or the rest after a release.</summary>
/// <param name="Handle">The handle; null if the request had none, or after the release.</param>
/// <param name="Attributes">Who has the address.</param>
/// <param name="Sequence">The block's sequence number when it was assigned: another one is another assignment.</param>
/// <param name="ReleasedAt">When it was released; null while it is in use.</param>
public sealed record Allocation(string? Handle, AddressAttributes Attributes, long Sequence, TimeSpan? ReleasedAt = null)
{
    /// <summary>Whether the address rests after its release.</summary>
    public bool IsCooling => ReleasedAt is not null;
}
