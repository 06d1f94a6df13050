using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>An address to give back, and what the caller believes of it.</summary>
/// <param name="Address">The address.</param>
public sealed record ReleaseRequest(IpAddress Address)
{
    /// <summary>The handle it is expected to carry; null asks nothing.</summary>
    public string? Handle { get; init; }

    /// <summary>The sequence number of its assignment as it was read; null asks nothing.</summary>
    public long? Sequence { get; init; }

    /// <summary>The first expectation that does not hold; null if all do.</summary>
    internal IpamError? Check(Allocation held)
    {
        if (Sequence is { } expected && held.Sequence != expected)
        {
            return new(IpamErrorKind.SequenceMismatch, $"{Address} was assigned anew");
        }

        return Handle is not null && held.Handle != Handle
            ? new(IpamErrorKind.HandleMismatch, $"{Address} carries another handle than {Handle}")
            : null;
    }
}
