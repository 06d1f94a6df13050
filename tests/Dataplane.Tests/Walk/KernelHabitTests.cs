using Dataplane.Tests.Worlds;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>What Linux does that is easily taken otherwise. The laboratory of namespaces compares it with the kernel.</summary>
public sealed class KernelHabitTests
{
    private static readonly IpAddress s_service = Address("10.96.0.10");

    [Fact]
    public void What_a_node_puts_together_leaves_in_pieces_no_larger_than_it_came_in()
    {
        PodNetwork network = Overlaid.WithPodMtu(Network(Cluster(vxlan: EncapsulationMode.Always)), 1500);

        PacketTrace trace = new PacketWalk(network).Send(Ping(A, B, payload: 1472, dontFragment: false));

        Assert.Equal<int>([1458, 90], trace.Steps.OfType<SentStep>().Last().FrameLengths);
    }

    [Fact]
    public void A_frame_enters_a_bridge_by_the_port_of_its_sender()
    {
        PodNetwork network = WithFlannel("""{"Type": "vxlan"}""");

        PacketTrace trace = new PacketWalk(network).Send(Ping(A, C));

        ReceivedStep received = trace.Steps.OfType<ReceivedStep>().First();
        Assert.Equal("shop/a", Assert.IsType<VethDevice>(network.Stack("n1")!.Device(received.Device)).PeerStack);
    }

    [Fact]
    public void A_message_about_a_packet_to_a_service_comes_from_the_service()
    {
        PacketTrace trace = new PacketWalk(Network(WithService())).Send(Tcp(A, s_service, 80) with { TimeToLive = 2 });

        Assert.Equal((WalkEnd.TimeToLiveExceeded, "n2"), (trace.End, trace.Stack));
        Assert.Equal((s_service, s_service), (trace.Answer!.Packet.Source, trace.Answer.Packet.About!.Destination));
    }

    [Fact]
    public void A_node_reads_the_reply_of_a_service_as_from_the_service()
    {
        var walk = new PacketWalk(Network(WithService()));

        PacketTrace back = walk.Reply(walk.Send("n1", Tcp(N1, s_service, 80)));

        Assert.Equal((WalkEnd.Delivered, "n1", s_service), (back.End, back.Stack, back.Packet.Source));
    }

    [Fact]
    public void An_ipv6_source_of_another_interface_is_the_one_most_like_the_destination()
    {
        var stack = new NetworkStack(
            "n1",
            [
                new UplinkDevice("eth0", "lan") { Addresses = [Own("fd00:192:168::1/64")] },
                new VxlanDevice("vxlan-v6.calico", 4096, 4789, Address("fd00:192:168::1")) { Addresses = [Own("fd00:10:244::c0/128")] },
                new VethDevice("cali1", "shop/a", "eth0") { Addresses = [Own("fe80::1/64")] },
            ],
            [RoutingRule.Main(RouteTable.Of([new Route(Prefix("fd00:10:244::c1/128")) { Device = "cali1" }]))],
            LinkTable.Empty);

        Assert.Equal(Address("fd00:10:244::c0"), stack.SourceTowards(Address("fd00:10:244::c1")));
    }

    [Fact]
    public void Messages_about_ipv6_packets_quote_as_much_as_every_link_takes()
    {
        Packet packet = new(Address("fd00::1"), Address("fd00::2"), TrafficPoint.Icmp(Protocol.IcmpV6, 128)) { Length = 1500 };

        Assert.Equal(1280, IcmpErrors.About(packet, Address("fd00::3"), IcmpErrors.TimeExceeded).Length);
    }

    [Fact]
    public void Nodes_answer_for_ipv4_addresses_of_others_only()
    {
        var world = new World(new Plan(Travel.Vxlan, [0, 0], [0, 1], 28, IsDual: true, TranslatesOutgoing: true, SparesHosts: false));
        NetworkStack node = world.Network.Stack("node-0")!;
        NetworkDevice pair = node.Devices.OfType<VethDevice>().Single();

        Assert.Equal([true, false], world.Cluster.Pods[1].Addresses.Select(address => Proxies.Answers(node, pair, address)));
    }

    private static ClusterNetwork WithService() => Cluster(vxlan: EncapsulationMode.Always) with
    {
        Proxy = new ProxySettings { PodRanges = [Prefix("10.244.0.0/16")] },
        Services = [new ProxiedPort(new ServicePortName("shop", "b", ""), Protocol.Tcp, s_service, 80) { Backends = [new ServiceBackend(B, 8080) { Node = "n2" }] }],
    };

    private static InterfaceAddress Own(string text) => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text);
}
