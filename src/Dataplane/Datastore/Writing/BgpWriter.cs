using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes BGPConfigurations and BGPPeers.</summary>
internal static class BgpWriter
{
    public static void Write(YamlText yaml, BgpConfiguration bgp) => yaml
        .Document("projectcalico.org/v3", "BGPConfiguration", "default")
        .Object("spec", spec => spec
            .Flag("nodeToNodeMeshEnabled", bgp.NodeToNodeMeshEnabled, usual: true)
            .Field("asNumber", bgp.AsNumber)
            .Field(ClusterRouteWords.Field, ClusterRouteWords.Write(bgp.ProgramClusterRoutes))
            .Items("serviceClusterIPs", bgp.ServiceClusterIps, Range)
            .Items("serviceExternalIPs", bgp.ServiceExternalIps, Range)
            .Items("serviceLoadBalancerIPs", bgp.ServiceLoadBalancerIps, Range)
            .Field("serviceLoadBalancerAggregation", bgp.ServiceLoadBalancerAggregation ? null : "Disabled"));

    public static void Write(YamlText yaml, BgpPeer peer) => yaml
        .Document("projectcalico.org/v3", "BGPPeer", peer.Name)
        .Object("spec", spec => spec
            .Field("node", peer.Node)
            .Field("nodeSelector", peer.NodeSelector)
            .Field("peerIP", PeerOf(peer))
            .Field("asNumber", peer.AsNumber)
            .Field("peerSelector", peer.PeerSelector)
            .Flag("keepOriginalNextHop", peer.KeepOriginalNextHop)
            .Field("nextHopMode", peer.NextHopMode)
            .Field("ttlSecurity", peer.TtlSecurityHops)
            .Field("maxRestartTime", peer.MaxRestartTime is { } restart ? Durations.Write(restart) : null)
            .Field("keepaliveTime", peer.KeepaliveTime is { } keepalive ? Durations.Write(keepalive) : null)
            .Field("sourceAddress", peer.SourceAddress == BgpSourceAddress.UseNodeIp ? "UseNodeIP" : "None")
            .Field("reachableBy", peer.ReachableBy)
            .Field("localASNumber", peer.LocalAs)
            .Field("numAllowedLocalASNumbers", peer.NumAllowedLocalAsNumbers));

    private static string? PeerOf(BgpPeer peer) => peer.PeerIp is not { } address ? null
        : peer.PeerPort == new BgpPeer(peer.Name).PeerPort ? address.ToString()
        : address.Family == IpFamily.V4 ? $"{address}:{peer.PeerPort}"
        : $"[{address}]:{peer.PeerPort}";

    private static void Range(YamlText entry, IpPrefix range) => entry.Field("cidr", range);
}
