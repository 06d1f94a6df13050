using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>What a node asks of the cloud.</summary>
/// <param name="Number">Its number, rising.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Eni">The interface it is about.</param>
public sealed record CloudRequest(int Number, CloudRequestKind Kind, string Eni)
{
    /// <summary>How many addresses are asked for.</summary>
    public int Count { get; init; }

    /// <summary>The addresses that are given back.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];
}

/// <summary>What a node asks of the cloud.</summary>
public enum CloudRequestKind
{
    /// <summary>A further interface with addresses.</summary>
    CreateEni,

    /// <summary>Further addresses for an interface.</summary>
    AssignAddresses,

    /// <summary>To take addresses back.</summary>
    UnassignAddresses,

    /// <summary>To take an interface back with all its addresses.</summary>
    DeleteEni,
}

/// <summary>Why the cloud did not do what it was asked.</summary>
public enum CloudFailure
{
    /// <summary>No further interface is granted; none is asked for during the next minute.</summary>
    EniQuotaExceeded,

    /// <summary>The switch has no addresses left; none is asked for during the next ten minutes.</summary>
    SwitchExhausted,

    /// <summary>Something else; it may be tried again.</summary>
    Other,
}
