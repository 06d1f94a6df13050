using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

public sealed partial class NodeProxy
{
    /// <summary>What becomes of a packet to no Service port: here the modes differ.</summary>
    private Translation Stray(FirstPacket packet)
    {
        IpAddress destination = packet.Destination;
        bool isAtNode = Node.HasAddress(destination);
        if (isAtNode && _table.Health(packet.Dialled) is { } health)
        {
            return new Translation.AnsweredByNode(Trail(ChainVisits.Services | ChainVisits.NodePorts | ChainVisits.HealthCheck, packet.Dialled), health);
        }

        return Settings.Mode switch
        {
            ProxyMode.Ipvs when _table.IsServiceAddress(destination) => StrayAtVirtualServers(packet),
            ProxyMode.Nftables when _table.IsClusterAddress(destination) =>
                new Translation.Refused(Trail(ChainVisits.Services | ChainVisits.UnknownPort, packet.Dialled), destination.Family),
            ProxyMode.Nftables when Settings.ServiceRanges.Contain(destination) =>
                new Translation.Discarded(Trail(ChainVisits.Services | ChainVisits.UnknownPort, packet.Dialled)),
            ProxyMode.Iptables when IsIntrusion(packet) =>
                new Translation.Discarded(Trail(ChainVisits.Services | ChainVisits.NodePorts | ChainVisits.LoopbackGuard, packet.Dialled)),
            _ => isAtNode ? _leftAloneAtNode : _leftAlone,
        };
    }

    private Translation StrayAtVirtualServers(FirstPacket packet) => packet.Protocol.IsIcmp
        ? new Translation.AnsweredByNode(Trail(ChainVisits.Services, packet.Dialled), NodeAnswer.EchoReply)
        : new Translation.Refused(Trail(ChainVisits.Services | ChainVisits.UnknownPort, packet.Dialled), packet.Destination.Family);

    // Node ports on 127.0.0.1 need the kernel to route loopback addresses; without a guard neighbours could reach them.
    private bool IsIntrusion(FirstPacket packet) =>
        Settings.LocalhostNodePorts
        && packet.Destination.Family == IpFamily.V4
        && packet.Destination.IsLoopback()
        && !packet.Source.IsLoopback();
}
