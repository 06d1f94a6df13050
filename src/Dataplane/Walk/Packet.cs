using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>An IP packet.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Destination">Its destination.</param>
/// <param name="Traffic">Its protocol with ports, or ICMP type and code.</param>
public sealed record Packet(IpAddress Source, IpAddress Destination, TrafficPoint Traffic)
{
    /// <summary>How many routers it may still pass (TTL, hop limit).</summary>
    public byte TimeToLive { get; init; } = 64;

    /// <summary>Its length in octets, headers included.</summary>
    public int Length { get; init; } = 60;

    /// <summary>Whether it must not be taken apart; IPv6 packets never are on their way.</summary>
    public bool DontFragment { get; init; } = true;

    /// <summary>What it carries, where that is another packet; null where it is not.</summary>
    public Encapsulation? Inner { get; init; }

    /// <summary>The packet that this one, an ICMP message, is about; null where it is about none.</summary>
    public Packet? About { get; init; }

    /// <summary>The largest packet that the next link takes, where this is the message that says so; null where it is not.</summary>
    public int? NextHopMtu { get; init; }

    /// <summary>The lengths of the packets it travels as, where it was taken apart; else none.</summary>
    internal ImmutableArray<int> Pieces { get; init; } = [];

    /// <summary>The length of the largest of those it came as, where they were put together on the way; it leaves in none larger.</summary>
    internal int? LargestPiece { get; init; }

    /// <summary>The octets of its header.</summary>
    internal int HeaderLength => Source.Family == IpFamily.V4 ? 20 : 40;

    /// <summary>The octets of its header and of its protocol's: no packet of the kind is shorter.</summary>
    internal int LeastLength => HeaderLength + Traffic.Protocol switch
    {
        { IsIcmp: true } => 8,
        var protocol when protocol == Protocol.Tcp => 20,
        var protocol when protocol == Protocol.Udp => 8,
        var protocol when protocol == Protocol.Sctp => 12,
        _ => 0,
    };

    /// <summary>As <c>10.0.0.1 -> 10.0.0.2 tcp/6379 ttl 64</c>, and what it carries in brackets.</summary>
    public override string ToString() =>
        $"{Source} -> {Destination} {Traffic} ttl {TimeToLive}{(Inner is null ? "" : $" [{Inner}]")}";
}
