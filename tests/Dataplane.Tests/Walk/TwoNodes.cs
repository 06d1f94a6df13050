using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Walk;

/// <summary>Three nodes, two on one subnet, each with a block of the one pool; a and c run on n1, b on n2, d on n3.</summary>
internal static class TwoNodes
{
    public static readonly IpAddress A = Address("10.244.1.10");
    public static readonly IpAddress C = Address("10.244.1.11");
    public static readonly IpAddress B = Address("10.244.2.10");
    public static readonly IpAddress D = Address("10.244.3.10");
    public static readonly IpAddress N1 = Address("192.168.0.1");
    public static readonly IpAddress N2 = Address("192.168.0.2");
    public static readonly IpAddress N3 = Address("192.168.1.3");
    public static readonly IpAddress T1 = Address("10.244.1.0");
    public static readonly IpAddress T2 = Address("10.244.2.0");
    public static readonly IpAddress Elsewhere = Address("8.8.8.8");

    public static ClusterNetwork Cluster(EncapsulationMode ipip = EncapsulationMode.Never, EncapsulationMode vxlan = EncapsulationMode.Never, bool nat = true) => new()
    {
        Nodes = [Node(1, "192.168.0.1/24", ipip, vxlan), Node(2, "192.168.0.2/24", ipip, vxlan), Node(3, "192.168.1.3/24", ipip, vxlan)],
        Pools = [new AddressPool("pods", Prefix("10.244.0.0/16")) { Ipip = ipip, Vxlan = vxlan, NatOutgoing = nat }],
        Blocks = [Block(1), Block(2), Block(3)],
        Pods =
        [
            new ClusterPod("shop", "a", "n1", [A]),
            new ClusterPod("shop", "c", "n1", [C]),
            new ClusterPod("shop", "b", "n2", [B]),
            new ClusterPod("shop", "d", "n3", [D]),
        ],
    };

    public static CalicoNetwork Network(ClusterNetwork cluster, CalicoSettings? settings = null) => new(cluster, settings ?? CalicoSettings.Default, OpenFilter.Instance);

    /// <summary>The same cluster with Flannel; the backend as the configuration has it, in JSON.</summary>
    public static FlannelNetwork WithFlannel(string backend, MasqueradeVariant masquerade = MasqueradeVariant.Iptables) =>
        FlannelNetwork.Of(Cluster(), FlannelConfigOf(backend), masquerade).Value!;

    /// <summary>The same cluster with Canal.</summary>
    public static CanalNetwork WithCanal(string backend, IPacketFilter? filter = null) =>
        CanalNetwork.Of(Cluster(), FlannelConfigOf(backend), filter ?? OpenFilter.Instance).Value!;

    public static FlannelConfig FlannelConfigOf(string backend) =>
        FlannelConfig.Read($$"""{"Network": "10.244.0.0/16", "Backend": {{backend}}}""").Value!;

    public static Packet Ping(IpAddress source, IpAddress destination, int payload = 56, bool dontFragment = true) =>
        new(source, destination, TrafficPoint.Icmp(Protocol.Icmp, 8)) { Length = payload + 28, DontFragment = dontFragment };

    public static Packet Tcp(IpAddress source, IpAddress destination, ushort port) => new(source, destination, TrafficPoint.Ports(Protocol.Tcp, port, 40000));

    public static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    public static IpPrefix Prefix(string text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException(text);

    private static ClusterNode Node(int number, string address, EncapsulationMode ipip, EncapsulationMode vxlan) => new($"n{number}")
    {
        V4 = InterfaceAddress.TryParse(address, out InterfaceAddress own) ? own : throw new FormatException(address),
        PodCidrs = [Prefix($"10.244.{number}.0/24")],
        IpipTunnel = ipip == EncapsulationMode.Never ? null : Address($"10.244.{number}.0"),
        VxlanTunnelV4 = vxlan == EncapsulationMode.Never ? null : Address($"10.244.{number}.0"),
    };

    private static ClusterBlock Block(int number) => new(Prefix($"10.244.{number}.0/26"), $"n{number}");
}
