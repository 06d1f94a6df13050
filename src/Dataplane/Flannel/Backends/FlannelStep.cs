using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>What a change of the leases did to a node.</summary>
/// <param name="State">The state afterwards.</param>
/// <param name="Outcome">Whether the change was taken up.</param>
/// <param name="Failed">What could not be installed or removed, in order.</param>
public sealed record FlannelStep(FlannelState State, FlannelOutcome Outcome, ImmutableArray<FlannelEntry> Failed);

/// <summary>Whether a change of the leases was taken up.</summary>
public enum FlannelOutcome
{
    /// <summary>It was.</summary>
    Applied,

    /// <summary>The other node runs another kind of backend.</summary>
    OtherBackend,

    /// <summary>The other node's data cannot be read, or an address of it is missing.</summary>
    Unreadable,
}
