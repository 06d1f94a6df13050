using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>The way of one packet.</summary>
/// <param name="Steps">All that happened to it, in order.</param>
/// <param name="End">How it ended.</param>
/// <param name="Stack">Where it ended.</param>
/// <param name="Packet">The packet as it was there.</param>
public sealed record PacketTrace(ImmutableArray<WalkStep> Steps, WalkEnd End, string Stack, Packet Packet)
{
    /// <summary>Why it ended there, in a sentence; empty where it was delivered.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What would help, in a sentence; null where nothing more is known than how it ended.</summary>
    public string? Remedy { get; init; }

    /// <summary>The way of the ICMP message or reset that its sender was told by; null where it was told nothing.</summary>
    public PacketTrace? Answer { get; init; }

    /// <summary>The packet as it was sent.</summary>
    public Packet Sent { get; init; } = Packet;

    /// <summary>Whether it reached where it was to go.</summary>
    public bool IsDelivered => End is WalkEnd.Delivered or WalkEnd.LeftCluster;
}
