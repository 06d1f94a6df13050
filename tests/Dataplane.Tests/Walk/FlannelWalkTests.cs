using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Walks through Flannel's network, backend by backend.</summary>
public sealed class FlannelWalkTests
{
    private const string Vxlan = """{"Type": "vxlan"}""";
    private const string Direct = """{"Type": "vxlan", "DirectRouting": true}""";
    private const string HostGateway = """{"Type": "host-gw"}""";
    private const string Udp = """{"Type": "udp"}""";
    private const string Ipip = """{"Type": "ipip"}""";
    private const string Wireguard = """{"Type": "wireguard"}""";
    private const string Alloc = """{"Type": "alloc"}""";

    [Fact]
    public void On_one_node_the_bridge_switches_and_no_router_is_passed()
    {
        PacketTrace trace = new PacketWalk(WithFlannel(Vxlan)).Send(Ping(A, C));

        Assert.Equal((WalkEnd.Delivered, "shop/c", 64), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal("cni0", Assert.Single(trace.Steps.OfType<SwitchedStep>()).Bridge);
        Assert.DoesNotContain(trace.Steps.OfType<RoutedStep>(), step => step.Stack == "n1");
    }

    [Fact]
    public void The_answer_of_a_backend_on_one_node_is_translated_on_the_bridge()
    {
        ClusterNetwork cluster = Cluster() with
        {
            Services = [new ProxiedPort(new ServicePortName("shop", "c", ""), Protocol.Tcp, Address("10.96.0.10"), 80) { Backends = [new ServiceBackend(C, 8080) { Node = "n1" }] }],
        };
        PacketWalk walk = new(FlannelNetwork.Of(cluster, FlannelConfigOf(Vxlan)).Value!);
        PacketTrace there = walk.Send(Tcp(A, Address("10.96.0.10"), 80));
        PacketTrace back = walk.Reply(there);

        Assert.Equal((WalkEnd.Delivered, "shop/c", A), (there.End, there.Stack, there.Packet.Source));
        Assert.Equal((WalkEnd.Delivered, "shop/a", Address("10.96.0.10"), 80, 64), (back.End, back.Stack, back.Packet.Source, back.Packet.Traffic.Minor, back.Packet.TimeToLive));
        Assert.Equal("cni0", Assert.Single(back.Steps.OfType<SwitchedStep>()).Bridge);
    }

    [Theory]
    [InlineData(Vxlan, "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink", EncapsulationKind.Vxlan, 8472, 50, 62)]
    [InlineData(Direct, "10.244.2.0/24 via 192.168.0.2 dev eth0", null, 0, 0, 62)]
    [InlineData(HostGateway, "10.244.2.0/24 via 192.168.0.2 dev eth0", null, 0, 0, 62)]
    [InlineData(Udp, "10.244.0.0/16 dev flannel0 scope link", EncapsulationKind.Udp, 8285, 28, 60)]
    [InlineData(Ipip, "10.244.2.0/24 via 192.168.0.2 dev flannel.ipip onlink", EncapsulationKind.Ipip, 0, 20, 62)]
    [InlineData(Wireguard, "10.244.0.0/16 dev flannel-wg scope link", EncapsulationKind.Wireguard, 51820, 60, 62)]
    public void To_another_node_of_the_subnet(string backend, string route, EncapsulationKind? wrapped, int port, int overhead, int life)
    {
        PacketTrace trace = new PacketWalk(WithFlannel(backend)).Send(Ping(A, B));

        Assert.Equal((WalkEnd.Delivered, "shop/b", A, life), (trace.End, trace.Stack, trace.Packet.Source, trace.Packet.TimeToLive));
        Assert.Contains(trace.Steps.OfType<RoutedStep>(), step => step.Stack == "n1" && step.Route.ToString() == route);
        Packet? outer = trace.Steps.OfType<EncapsulatedStep>().SingleOrDefault()?.Packet;
        Assert.Equal(wrapped, outer?.Inner!.Kind);
        Assert.Equal(overhead, outer is null ? 0 : outer.Length - outer.Inner!.Packet.Length);
        Assert.Equal(outer is null ? default : (N1, N2, 64), outer is null ? default : (outer.Source, outer.Destination, outer.TimeToLive));
        Assert.Equal(port, outer is { Traffic.Protocol.HasPorts: true } ? outer.Traffic.Major : 0);
    }

    [Theory]
    [InlineData(Vxlan, WalkEnd.Delivered, EncapsulationKind.Vxlan)]
    [InlineData(Direct, WalkEnd.Delivered, EncapsulationKind.Vxlan)]
    [InlineData(Udp, WalkEnd.Delivered, EncapsulationKind.Udp)]
    [InlineData(Ipip, WalkEnd.Delivered, EncapsulationKind.Ipip)]
    [InlineData(Wireguard, WalkEnd.Delivered, EncapsulationKind.Wireguard)]
    [InlineData(HostGateway, WalkEnd.NotAnnounced, null)]
    [InlineData(Alloc, WalkEnd.NotAnnounced, null)]
    public void To_a_node_of_another_subnet_host_gw_finds_no_gateway_on_the_link(string backend, WalkEnd end, EncapsulationKind? wrapped)
    {
        PacketTrace trace = new PacketWalk(WithFlannel(backend)).Send(Ping(A, D));

        Assert.Equal(end, trace.End);
        Assert.Equal(wrapped, trace.Steps.OfType<EncapsulatedStep>().SingleOrDefault()?.Packet.Inner!.Kind);
    }

    [Theory]
    [InlineData(HostGateway)]
    [InlineData(Alloc)]
    public void Where_host_gw_ends_a_backend_that_wraps_packets_helps(string backend)
    {
        PacketTrace trace = new PacketWalk(WithFlannel(backend)).Send(Ping(A, D));

        Assert.Equal("`n1` and `n3` are in different subnets, and Flannel's backend gives nodes routes within a subnet alone", trace.Reason);
        Assert.StartsWith("give Flannel a backend that wraps packets", trace.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_no_pod_has_is_missed_by_the_last_node_on_the_way()
    {
        PacketTrace trace = new PacketWalk(WithCanal(Vxlan)).Send(Ping(A, Address("10.244.3.99")));

        Assert.Equal("10.244.3.99 is of the subnet of `n3`, and no pod there has it", trace.Reason);
        Assert.Equal("see that a pod has the address", trace.Remedy);
    }

    [Fact]
    public void From_outside_a_Service_leads_to_pods() =>
        Assert.StartsWith("enter by a Service", new PacketWalk(WithFlannel(Vxlan)).Send(Ping(Elsewhere, D)).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData(HostGateway)]
    [InlineData(Alloc)]
    public void A_router_that_knows_the_subnets_sends_on_what_nodes_do_not_know(string backend)
    {
        FlannelNetwork network = FlannelNetwork.Of(Cluster() with { IsRouterPeered = true }, FlannelConfigOf(backend)).Value!;

        Assert.Equal((WalkEnd.Delivered, "shop/d"), new PacketWalk(network).Send(Ping(A, D)) is var trace ? (trace.End, trace.Stack) : default);
    }

    [Theory]
    [InlineData(2, WalkEnd.TimeToLiveExceeded, "n1", false)]
    [InlineData(3, WalkEnd.TimeToLiveExceeded, "n2", false)]
    [InlineData(4, WalkEnd.TimeToLiveExceeded, "n2", true)]
    [InlineData(5, WalkEnd.Delivered, "shop/b", false)]
    public void The_daemons_of_udp_drop_without_a_word_what_may_pass_no_more_routers(byte life, WalkEnd end, string stack, bool isAnswered)
    {
        PacketTrace trace = new PacketWalk(WithFlannel(Udp)).Send(Ping(A, B) with { TimeToLive = life });

        Assert.Equal((end, stack, isAnswered), (trace.End, trace.Stack, trace.Answer is { End: WalkEnd.Delivered, Stack: "shop/a" }));
    }

    [Theory]
    [InlineData(Udp, WalkEnd.NoRoute)]
    [InlineData(Wireguard, WalkEnd.PeerUnknown)]
    [InlineData(Vxlan, WalkEnd.NotAnnounced)]
    public void An_address_of_no_nodes_subnet(string backend, WalkEnd end) =>
        Assert.Equal(end, new PacketWalk(WithFlannel(backend)).Send(Ping(A, Address("10.244.77.1"))).End);

    [Fact]
    public void A_wireguard_peer_may_send_from_its_own_addresses_only()
    {
        Assert.Equal((WalkEnd.Delivered, "shop/b"), Wrapped("n1", N1, Ping(A, B)));
        Assert.Equal((WalkEnd.PeerUnknown, "n2"), Wrapped("n1", N1, Ping(D, B)));
    }

    [Fact]
    public void A_wireguard_interface_takes_nothing_from_an_address_of_no_peer() =>
        Assert.Equal((WalkEnd.PeerUnknown, "n2"), Wrapped(PodNetwork.Outside, Elsewhere, Ping(A, B)));

    [Fact]
    public void A_node_sends_into_the_overlay_from_its_tunnel_whatever_it_binds()
    {
        PacketTrace unbound = new PacketWalk(WithFlannel(Vxlan)).SendUnbound("n1", B, TrafficPoint.Icmp(Protocol.Icmp, 8))!;
        PacketTrace bound = new PacketWalk(WithFlannel(Vxlan)).Send("n1", Ping(N1, B));

        Assert.Equal((WalkEnd.Delivered, T1, 63), (unbound.End, unbound.Packet.Source, unbound.Packet.TimeToLive));
        Assert.Equal((WalkEnd.Delivered, T1), (bound.End, bound.Packet.Source));
    }

    [Fact]
    public void A_node_reaches_its_own_pod_by_the_bridge_and_from_its_address()
    {
        PacketTrace trace = new PacketWalk(WithFlannel(Vxlan)).SendUnbound("n1", A, TrafficPoint.Icmp(Protocol.Icmp, 8))!;

        Assert.Equal((WalkEnd.Delivered, Address("10.244.1.1"), 64), (trace.End, trace.Packet.Source, trace.Packet.TimeToLive));
    }

    [Fact]
    public void What_a_pod_sends_to_another_node_and_outside_leaves_with_its_nodes_address()
    {
        PacketWalk walk = new(WithFlannel(Vxlan));
        PacketTrace outside = walk.Send(Tcp(A, Elsewhere, 443));

        Assert.Equal((WalkEnd.LeftCluster, N1), (outside.End, outside.Packet.Source));
        Assert.Equal((WalkEnd.Delivered, "shop/a"), walk.Reply(outside) is var back ? (back.End, back.Stack) : default);
        Assert.Equal((WalkEnd.Delivered, N1), new PacketWalk(WithFlannel(Vxlan)).Send(Ping(A, N2)) is var node ? (node.End, node.Packet.Source) : default);
        Assert.Equal((WalkEnd.Delivered, A), new PacketWalk(WithFlannel(Vxlan)).Send(Ping(A, N1)) is var own ? (own.End, own.Packet.Source) : default);
    }

    [Theory]
    [InlineData(MasqueradeVariant.Iptables, "10.244.1.0")]
    [InlineData(MasqueradeVariant.Nftables, "8.8.8.8")]
    public void From_outside_through_a_node_to_anothers_pod_the_variants_differ(MasqueradeVariant variant, string source)
    {
        PacketTrace trace = new PacketWalk(Through(WithFlannel(Vxlan, variant), "n1")).Send(Ping(Elsewhere, B));

        Assert.Equal((WalkEnd.Delivered, "shop/b", Address(source)), (trace.End, trace.Stack, trace.Packet.Source));
    }

    [Fact]
    public void An_unused_address_of_an_own_subnet_is_asked_for_on_the_bridge()
    {
        PacketTrace fromPod = new PacketWalk(WithFlannel(Vxlan)).Send(Ping(A, Address("10.244.1.99")));
        PacketTrace fromAfar = new PacketWalk(WithFlannel(Vxlan)).Send(Ping(B, Address("10.244.1.99")));

        Assert.Equal((WalkEnd.NeighborUnknown, "shop/a"), (fromPod.End, fromPod.Stack));
        Assert.Equal((WalkEnd.NeighborUnknown, "n1"), (fromAfar.End, fromAfar.Stack));
    }

    [Fact]
    public void An_unknown_backend_is_an_error() =>
        Assert.Equal(FlannelErrorKind.Unsupported, FlannelNetwork.Of(Cluster(), FlannelConfigOf("""{"Type": "pigeon"}""")).Error!.Kind);

    [Fact]
    public void A_node_without_a_subnet_has_no_part_in_it()
    {
        ClusterNetwork cluster = Cluster();
        PodNetwork network = FlannelNetwork.Of(cluster with { Nodes = [.. cluster.Nodes.Select(node => node.Name == "n2" ? node with { PodCidrs = [] } : node)] }, FlannelConfigOf(Vxlan)).Value!;

        Assert.Equal(WalkEnd.NotAnnounced, new PacketWalk(network).Send(Ping(A, B)).End);
        Assert.DoesNotContain(network.Stack("n2")!.Devices, device => device.IsTunnel);
    }

    /// <summary>How the way of a packet in WireGuard's to the second node ends.</summary>
    private static (WalkEnd End, string Stack) Wrapped(string from, IpAddress source, Packet inner)
    {
        Packet outer = new(source, N2, TrafficPoint.Ports(Protocol.Udp, 51820, 51820)) { Inner = new Encapsulation(EncapsulationKind.Wireguard, inner) };
        PacketTrace trace = new PacketWalk(WithFlannel(Wireguard)).Send(from, outer);
        return (trace.End, trace.Stack);
    }

    /// <summary>The network with a router that sends all pods' packets to one node.</summary>
    private static Overlaid Through(PodNetwork network, string node) => new(network)
    {
        Routes = stack => stack.Name == PodNetwork.Router
            ? [new Route(Prefix("10.244.0.0/16")) { Gateway = network.Stack(node)!.Device("eth0")!.PrimaryIn(IpFamily.V4), Device = "192.168.0.0/24" }]
            : [],
    };
}
