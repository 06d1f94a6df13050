using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>What the rules of one node do with packets besides routing them.</summary>
/// <param name="stack">The node's stack.</param>
/// <param name="services">What kube-proxy's rules do there; null where it does not run.</param>
internal abstract class NodeRules(NetworkStack stack, NodeProxy? services)
{
    /// <summary>The node's stack.</summary>
    protected NetworkStack Stack => stack;

    /// <summary>What kube-proxy's rules do there; null where it does not run.</summary>
    public NodeProxy? Services => services;

    /// <summary>What policies decide.</summary>
    public abstract HookDecision Filter(in HookPacket packet);

    /// <summary>Whether packets that wrap others are taken from an address.</summary>
    public abstract bool AcceptsTunnelFrom(IpAddress source, EncapsulationKind kind);

    /// <summary>Whether packets that wrap others pass to and from an address as the network's own, so that policies of hosts are not asked what they would let through.</summary>
    public virtual bool IsBetweenNodes(IpAddress peer, EncapsulationKind kind) => false;

    /// <summary>The mark that a connection gets when a packet of it comes by an interface.</summary>
    public virtual uint MarkFrom(NetworkDevice device) => 0;

    /// <summary>What the rules for Services make of the destination of a connection's first packet; null where they leave it.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="isFromNode">Whether the node itself sends it.</param>
    /// <param name="conversation">What nodes remember.</param>
    public DestinationTranslation? TranslateDestination(Packet packet, bool isFromNode, Conversation conversation) =>
        services is not null && ServiceStep.MayConcern(packet) ? ServiceStep.Of(packet, conversation.Decide(services, ServiceStep.FirstOf(packet, isFromNode))) : null;

    /// <summary>What the source of a connection's first packet becomes; null where it stays.</summary>
    /// <param name="packet">The packet as it leaves.</param>
    /// <param name="to">The interface it leaves by.</param>
    /// <param name="isMarked">Whether the rules for Services asked for it.</param>
    public SourceTranslation? TranslateSource(Packet packet, NetworkDevice to, bool isMarked) =>
        isMarked && stack.SourceOn(to, packet.Destination) is { } own ? new SourceTranslation(own, "KUBE-POSTROUTING") : TranslateOutgoing(packet, to);

    /// <summary>What the network's own rules make of the source.</summary>
    protected abstract SourceTranslation? TranslateOutgoing(Packet packet, NetworkDevice to);
}

/// <summary>What becomes of a destination.</summary>
/// <param name="Packet">The packet after it.</param>
/// <param name="By">Which rules did it.</param>
internal sealed record DestinationTranslation(Packet Packet, string By)
{
    /// <summary>Whether the source is to become the node's as well.</summary>
    public bool Masquerades { get; init; }

    /// <summary>Where filter rules see it afterwards, if not where they see other packets; null where they do.</summary>
    public NodeHook? SeenAt { get; init; }

    /// <summary>How the way ends here; null where it goes on.</summary>
    public WalkEnd? End { get; init; }

    /// <summary>What would help where it ends here; null where the end alone tells.</summary>
    public string? Remedy { get; init; }
}

/// <summary>What becomes of a source.</summary>
/// <param name="Source">The new source.</param>
/// <param name="By">Which rules did it.</param>
internal sealed record SourceTranslation(IpAddress Source, string By)
{
    /// <summary>The range that the source port is taken from; null keeps it.</summary>
    public PortRange? Ports { get; init; }

    /// <summary>The packet after it. A port that is in the range stays; else the first of the range is taken.</summary>
    public Packet Apply(Packet packet)
    {
        TrafficPoint traffic = packet.Traffic;
        return Ports is { } ports && traffic.Protocol.HasPorts && !ports.Contains(traffic.Minor)
            ? packet with { Source = Source, Traffic = TrafficPoint.Ports(traffic.Protocol, traffic.Major, ports.First) }
            : packet with { Source = Source };
    }
}
