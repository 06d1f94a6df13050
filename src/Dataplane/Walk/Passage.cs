using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>A packet on its way through one stack.</summary>
internal sealed class Passage
{
    public required NetworkStack Stack { get; init; }

    /// <summary>The interface it came by; null where the stack itself sends it.</summary>
    public NetworkDevice? From { get; init; }

    /// <summary>The rules it meets; null where the stack has none.</summary>
    public NodeRules? Rules { get; init; }

    /// <summary>The packet as it came.</summary>
    public required Packet Original { get; init; }

    /// <summary>The packet as it is.</summary>
    public required Packet Packet { get; set; }

    /// <summary>The tracked connection it belongs to; null for the first packet of one, and where nothing is tracked.</summary>
    public TrackedConnection? Connection { get; set; }

    /// <summary>Whether it comes back on that connection.</summary>
    public bool IsReply { get; set; }

    /// <summary>The source that a message about a packet of a connection gets, so that it comes from where that packet was sent; null leaves it.</summary>
    public IpAddress? RelatedSource { get; set; }

    /// <summary>Whether it belongs to a connection that was answered, or is such an answer.</summary>
    public bool IsEstablished => Connection is { IsAnswered: true };

    /// <summary>Where filter rules see it, if not where they see other packets; null where they do.</summary>
    public NodeHook? SeenAt { get; set; }

    /// <summary>Its mark as far as routing rules ask for it.</summary>
    public uint Mark { get; set; }

    /// <summary>Whether its source is to become the node's.</summary>
    public bool IsMarked { get; set; }

    /// <summary>Whether connections are tracked for it: packets that wrap others are not.</summary>
    public bool IsTracked => Rules is not null && Packet.Inner is null && !IsUntracked;

    /// <summary>Whether policies said that its connection is not tracked.</summary>
    public bool IsUntracked { get; set; }

    /// <summary>Whether policies of a host endpoint accepted it already.</summary>
    public bool IsAccepted { get; set; }
}
