using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Walks through Canal's network: Calico at the ends, Flannel in the middle.</summary>
public sealed class CanalWalkTests
{
    private const string Vxlan = """{"Type": "vxlan"}""";

    [Fact]
    public void On_one_node_the_node_answers_for_the_gateway_and_routes()
    {
        PacketTrace trace = new PacketWalk(WithCanal(Vxlan)).Send(Ping(A, C));

        Assert.Equal((WalkEnd.Delivered, "shop/c", 63), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal(MacAddress.CalicoHostSide, trace.Steps.OfType<ResolvedStep>().First().Mac);
    }

    [Fact]
    public void To_another_node_it_travels_in_Flannels_vxlan()
    {
        PacketTrace trace = new PacketWalk(WithCanal(Vxlan)).Send(Ping(A, B));

        Assert.Equal((WalkEnd.Delivered, "shop/b", 62), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal("flannel.1", Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Device);
        Assert.Equal(MacAddress.CalicoHostSide, trace.Steps.OfType<SentStep>().Last().SourceMac);
    }

    [Fact]
    public void Pods_send_what_Flannels_tunnel_takes()
    {
        PodNetwork network = WithCanal(Vxlan);

        Assert.All((string[])["shop/a", "n1"], stack => Assert.Equal(1450, network.Stack(stack)!.Devices.OfType<VethDevice>().First().Mtu));
    }

    [Fact]
    public void There_is_no_bridge_and_a_node_reaches_its_pods_one_by_one()
    {
        NetworkStack node = WithCanal(Vxlan).Stack("n1")!;

        Assert.Empty(node.Devices.OfType<BridgeDevice>());
        Assert.Equal(IpPrefix.Of(A), node.Lookup(null, A)!.Destination);
    }

    [Fact]
    public void Flannel_masquerades_what_leaves_the_network()
    {
        PacketTrace trace = new PacketWalk(WithCanal(Vxlan)).Send(Tcp(A, Elsewhere, 443));

        Assert.Equal((WalkEnd.LeftCluster, N1), (trace.End, trace.Packet.Source));
        Assert.Equal("FLANNEL-POSTRTG", Assert.Single(trace.Steps.OfType<TranslatedStep>()).By);
    }
}
