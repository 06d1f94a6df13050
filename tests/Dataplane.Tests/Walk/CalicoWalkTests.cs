using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Walks through Calico's network, mode by mode.</summary>
public sealed class CalicoWalkTests
{
    private const EncapsulationMode Never = EncapsulationMode.Never;
    private const EncapsulationMode Always = EncapsulationMode.Always;
    private const EncapsulationMode CrossSubnet = EncapsulationMode.CrossSubnet;

    [Fact]
    public void On_one_node_the_node_answers_for_the_gateway_and_routes()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster())).Send(Ping(A, C));

        Assert.Equal(WalkEnd.Delivered, trace.End);
        Assert.Equal("shop/c", trace.Stack);
        Assert.Equal(63, trace.Packet.TimeToLive);
        Assert.Equal(MacAddress.CalicoHostSide, trace.Steps.OfType<ResolvedStep>().First().Mac);
        Assert.Equal(MacAddress.CalicoHostSide, trace.Steps.OfType<SentStep>().Last().SourceMac);
    }

    [Theory]
    [InlineData(Never, Never, "proto bird", null)]
    [InlineData(Always, Never, "dev tunl0 proto 80 onlink", EncapsulationKind.Ipip)]
    [InlineData(Never, Always, "dev vxlan.calico proto 80 onlink", EncapsulationKind.Vxlan)]
    [InlineData(CrossSubnet, Never, "via 192.168.0.2 dev eth0 proto 80 onlink", null)]
    [InlineData(Never, CrossSubnet, "via 192.168.0.2 dev eth0 proto 80 onlink", null)]
    public void To_another_node_of_the_subnet(EncapsulationMode ipip, EncapsulationMode vxlan, string route, EncapsulationKind? wrapped)
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(ipip, vxlan))).Send(Ping(A, B));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (trace.End, trace.Stack));
        Assert.Equal(62, trace.Packet.TimeToLive);
        Assert.Contains(trace.Steps.OfType<RoutedStep>(), step => step.Stack == "n1" && step.Route.ToString().EndsWith(route, StringComparison.Ordinal));
        Assert.Equal(wrapped, trace.Steps.OfType<EncapsulatedStep>().SingleOrDefault()?.Packet.Inner!.Kind);
        Assert.Equal(A, trace.Packet.Source);
    }

    [Theory]
    [InlineData(CrossSubnet, Never, EncapsulationKind.Ipip)]
    [InlineData(Never, CrossSubnet, EncapsulationKind.Vxlan)]
    [InlineData(Always, Never, EncapsulationKind.Ipip)]
    [InlineData(Never, Always, EncapsulationKind.Vxlan)]
    public void To_a_node_of_another_subnet_it_is_wrapped(EncapsulationMode ipip, EncapsulationMode vxlan, EncapsulationKind wrapped)
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(ipip, vxlan))).Send(Ping(A, D));

        Assert.Equal((WalkEnd.Delivered, "shop/d"), (trace.End, trace.Stack));
        Assert.Equal(62, trace.Packet.TimeToLive);
        Packet outer = Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet;
        Assert.Equal(wrapped, outer.Inner!.Kind);
        Assert.Equal((N1, N3, 64), (outer.Source, outer.Destination, outer.TimeToLive));
    }

    [Fact]
    public void Without_encapsulation_the_router_between_subnets_must_know_the_pods()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster())).Send(Ping(A, D));

        Assert.Equal((WalkEnd.NotAnnounced, PodNetwork.Outside), (trace.End, trace.Stack));
    }

    [Fact]
    public void The_reply_comes_back_the_same_way()
    {
        PacketWalk walk = new(Network(Cluster(vxlan: Always)));

        PacketTrace back = walk.Reply(walk.Send(Ping(A, B)));

        Assert.Equal((WalkEnd.Delivered, "shop/a"), (back.End, back.Stack));
        Assert.Contains(back.Steps.OfType<FilteredStep>(), step => step.Decision is null);
    }

    [Fact]
    public void A_packet_to_the_outside_leaves_with_its_nodes_address_and_the_answer_finds_the_pod()
    {
        PacketWalk walk = new(Network(Cluster(vxlan: Always)));

        PacketTrace trace = walk.Send(Tcp(A, Elsewhere, 443));
        PacketTrace back = walk.Reply(trace);

        Assert.Equal((WalkEnd.LeftCluster, N1), (trace.End, trace.Packet.Source));
        Assert.Equal((WalkEnd.Delivered, "shop/a", A), (back.End, back.Stack, back.Packet.Destination));
        Assert.Equal(Elsewhere, back.Packet.Source);
    }

    [Fact]
    public void A_pool_without_outgoing_translation_sends_the_pods_address_out()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(nat: false))).Send(Tcp(A, Elsewhere, 443));

        Assert.Equal((WalkEnd.LeftCluster, A), (trace.End, trace.Packet.Source));
    }

    [Fact]
    public void A_pod_to_another_node_is_translated_by_default_and_not_where_hosts_are_excluded()
    {
        PacketTrace translated = new PacketWalk(Network(Cluster())).Send(Ping(A, N2));
        PacketTrace kept = new PacketWalk(Network(Cluster(), CalicoSettings.Default with { NatOutgoingExcludesHosts = true })).Send(Ping(A, N2));

        Assert.Equal((WalkEnd.Delivered, N1, 63), (translated.End, translated.Packet.Source, translated.Packet.TimeToLive));
        Assert.Equal((WalkEnd.Delivered, A, 63), (kept.End, kept.Packet.Source, kept.Packet.TimeToLive));
    }

    [Fact]
    public void A_node_to_its_own_pod_and_back()
    {
        PacketWalk walk = new(Network(Cluster(vxlan: Always)));

        PacketTrace trace = walk.SendUnbound("n1", A, TrafficPoint.Icmp(Protocol.Icmp, 8))!;

        Assert.Equal((WalkEnd.Delivered, N1, 64), (trace.End, trace.Packet.Source, trace.Packet.TimeToLive));
        Assert.Equal(64, new PacketWalk(Network(Cluster())).Send(Ping(A, N1)).Packet.TimeToLive);
        Assert.Equal((WalkEnd.Delivered, "n1"), walk.Reply(trace) is var back ? (back.End, back.Stack) : default);
    }

    [Fact]
    public void A_node_into_the_overlay_sends_from_its_tunnel_even_where_it_binds_another_address()
    {
        PacketTrace unbound = new PacketWalk(Network(Cluster(vxlan: Always))).SendUnbound("n1", B, TrafficPoint.Icmp(Protocol.Icmp, 8))!;
        PacketTrace bound = new PacketWalk(Network(Cluster(vxlan: Always))).Send("n1", Ping(N1, B));

        Assert.Equal((WalkEnd.Delivered, T1, 63), (unbound.End, unbound.Packet.Source, unbound.Packet.TimeToLive));
        Assert.Equal((WalkEnd.Delivered, T1), (bound.End, bound.Packet.Source));
    }

    [Fact]
    public void An_unused_address_of_an_own_block_never_leaves_the_node()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(vxlan: Always))).Send(Ping(A, Address("10.244.1.60")));

        Assert.Equal((WalkEnd.Blackholed, "n1"), (trace.End, trace.Stack));
        Assert.Null(trace.Answer);
    }

    [Fact]
    public void An_unused_address_of_another_block_is_dropped_by_its_owner()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(vxlan: Always))).Send(Ping(A, Address("10.244.2.60")));

        Assert.Equal((WalkEnd.Blackholed, "n2"), (trace.End, trace.Stack));
    }

    [Fact]
    public void A_packet_larger_than_the_tunnel_is_answered_by_the_node()
    {
        // A pod that does not know the tunnel's limit, as after a change of mode.
        PodNetwork network = Network(Cluster(vxlan: Always));
        PacketTrace trace = new PacketWalk(Overlaid.WithPodMtu(network, 1500)).Send(Ping(A, B, payload: 1423));

        Assert.Equal((WalkEnd.TooBig, "n1"), (trace.End, trace.Stack));
        Assert.Equal((WalkEnd.Delivered, "shop/a", 1450), (trace.Answer!.End, trace.Answer.Stack, trace.Answer.Packet.NextHopMtu));
        Assert.Equal(WalkEnd.Delivered, new PacketWalk(Overlaid.WithPodMtu(network, 1500)).Send(Ping(A, B, payload: 1422)).End);
    }

    [Fact]
    public void A_packet_that_may_be_taken_apart_is_so_before_it_is_wrapped()
    {
        PacketTrace trace = new PacketWalk(Overlaid.WithPodMtu(Network(Cluster(vxlan: Always)), 1500)).Send(Ping(A, B, payload: 1472, dontFragment: false));

        Assert.Equal(WalkEnd.Delivered, trace.End);
        Assert.Equal<int>([1508, 140], trace.Steps.OfType<SentStep>().Single(step => step.Packet.Inner is not null).FrameLengths);
    }

    [Fact]
    public void A_packet_at_the_end_of_its_life_is_answered_by_the_node()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(vxlan: Always))).Send(Ping(A, B) with { TimeToLive = 1 });

        Assert.Equal((WalkEnd.TimeToLiveExceeded, "n1"), (trace.End, trace.Stack));
        Assert.Equal("shop/a", trace.Answer!.Stack);
    }
}
