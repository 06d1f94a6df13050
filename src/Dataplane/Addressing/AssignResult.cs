using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What became of a request.</summary>
/// <param name="V4">The IPv4 addresses.</param>
/// <param name="V6">The IPv6 addresses.</param>
/// <param name="Error">Why it ended early; addresses obtained until then stay assigned.</param>
public sealed record AssignResult(FamilyAssignment V4, FamilyAssignment V6, IpamError? Error);

/// <summary>The addresses of one family that a request obtained.</summary>
/// <param name="Requested">How many were asked for.</param>
/// <param name="Addresses">Those obtained, in the order of taking.</param>
/// <param name="Shortfall">Why they are fewer.</param>
public sealed record FamilyAssignment(int Requested, ImmutableArray<InterfaceAddress> Addresses, Shortfall Shortfall)
{
    /// <summary>Nothing obtained.</summary>
    internal static FamilyAssignment Nothing(int requested) => new(requested, [], Shortfall.None);
}

/// <summary>Why fewer addresses than requested were obtained.</summary>
public enum Shortfall
{
    /// <summary>As many as requested, or an error tells.</summary>
    None,

    /// <summary>The host's own blocks are full and it may not take from others.</summary>
    StrictAffinity,

    /// <summary>The host may have no further block.</summary>
    BlockLimit,

    /// <summary>The pools are full.</summary>
    PoolsExhausted,
}
