using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>What becomes of a pod's wish for an address.</summary>
/// <param name="Outcome">Whether it has one.</param>
/// <param name="Eni">The interface that owns the address; null where there is none.</param>
/// <param name="Address">The address; null where there is none.</param>
public sealed record EniAllocation(EniOutcome Outcome, string? Eni = null, IpAddress? Address = null);

/// <summary>Whether a pod has an address.</summary>
public enum EniOutcome
{
    /// <summary>It has.</summary>
    Allocated,

    /// <summary>It gets one when the cloud answers.</summary>
    Waiting,

    /// <summary>The node may have no more.</summary>
    Exhausted,

    /// <summary>The cloud refused before, and is not asked again yet.</summary>
    BackedOff,
}
