using PolicyEngine.Dataplane.Services;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>What kube-proxy's rules decide, as the walk takes it.</summary>
internal static class ServiceStep
{
    private const ushort EchoRequest = 8;
    private const ushort EchoRequestV6 = 128;

    /// <summary>Whether rules for Services look at such packets: at those with ports, and some at pings.</summary>
    public static bool MayConcern(Packet packet) => packet.Traffic.Protocol.HasPorts || IsEchoRequest(packet.Traffic);

    /// <summary>The packet as the rules see it.</summary>
    public static FirstPacket FirstOf(Packet packet, bool isFromNode) => packet.Traffic.Protocol.HasPorts
        ? new FirstPacket(packet.Traffic.Protocol, packet.Source, packet.Traffic.Minor, packet.Destination, packet.Traffic.Major, isFromNode)
        : new FirstPacket(packet.Traffic.Protocol, packet.Source, 0, packet.Destination, 0, isFromNode);

    /// <summary>What becomes of the packet; null where it goes on as it is.</summary>
    public static DestinationTranslation? Of(Packet packet, Translation translation) => translation switch
    {
        Translation.ToBackend to => new DestinationTranslation(
            packet with { Destination = to.Backend.Address, Traffic = TrafficPoint.Ports(packet.Traffic.Protocol, to.Backend.Port, packet.Traffic.Minor) },
            $"{PathOf(to)} (service {to.Port.Name}, backend {to.Choice.Index + 1} of {to.Choice.Count})")
        {
            Masquerades = to.IsMasqueraded,
            SeenAt = to.Hook == NodeHook.Input ? NodeHook.Input : null,
        },
        { Drop: { } drop } => new DestinationTranslation(packet, $"{drop.Reason} ({PathOf(translation)})")
        {
            End = translation is Translation.Refused ? WalkEnd.RefusedByService : WalkEnd.DroppedByService,
            Remedy = drop.Remedy,
        },
        Translation.AnsweredByNode answered => new DestinationTranslation(packet, $"{PathOf(translation)}: {WordsOf(answered.Answer)}") { End = WalkEnd.Delivered },
        _ => null,
    };

    private static string WordsOf(NodeAnswer answer) => answer switch
    {
        NodeAnswer.EchoReply => "the node itself answers the ping",
        NodeAnswer.Healthy => "the node tells the health check that it has ready backends",
        _ => "the node tells the health check that it has no ready backend",
    };

    private static string PathOf(Translation translation) => string.Join(" > ", translation.Path.Select(step => step.Chain));

    private static bool IsEchoRequest(TrafficPoint traffic) =>
        (traffic.Protocol == Protocol.Icmp && traffic.Major == EchoRequest) || (traffic.Protocol == Protocol.IcmpV6 && traffic.Major == EchoRequestV6);
}
