namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Who has an address, as its block tells.</summary>
public sealed record AddressAttributes
{
    /// <summary>Nothing said.</summary>
    public static AddressAttributes None { get; } = new();

    /// <summary>The node; an address whose block is another's is routed to it.</summary>
    public string? Node { get; init; }

    /// <summary>The namespace of the pod.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name of the pod.</summary>
    public string? Pod { get; init; }

    /// <summary>Which device of a node; null for pods.</summary>
    public TunnelKind? Tunnel { get; init; }

    /// <summary>When it was asked for; null if not said.</summary>
    public TimeSpan? RequestedAt { get; init; }
}
