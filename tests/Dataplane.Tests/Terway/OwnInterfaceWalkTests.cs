using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Terway;

/// <summary>Walks of pods that have interfaces of the VPC, or VLANs of one, for themselves.</summary>
public sealed class OwnInterfaceWalkTests
{
    [Theory]
    [InlineData(TerwayDatapath.ExclusiveEni, 0)]
    [InlineData(TerwayDatapath.Vlan, 2)]
    public void Pods_reach_each_other_by_the_VPC_even_on_one_node(TerwayDatapath datapath, int handed)
    {
        PacketTrace trace = new PacketWalk(Vpc.Network(datapath)).Send(Ping(Vpc.A, Vpc.C));

        Assert.Equal((WalkEnd.Delivered, "shop/c", Vpc.A, 63), (trace.End, trace.Stack, trace.Packet.Source, trace.Packet.TimeToLive));
        Assert.Equal(["shop/a", PodNetwork.Router], trace.Steps.OfType<RoutedStep>().Select(step => step.Stack), StringComparer.Ordinal);
        Assert.Equal(handed, trace.Steps.OfType<HandedStep>().Count());
        Assert.Equal(["shop/a", "shop/c"], trace.Steps.OfType<UnfilteredStep>().Select(step => step.Stack), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(TerwayDatapath.ExclusiveEni)]
    [InlineData(TerwayDatapath.Vlan)]
    public void A_node_and_its_pod_reach_each_other_by_the_pair_between_them(TerwayDatapath datapath)
    {
        PacketTrace there = new PacketWalk(Vpc.Network(datapath)).Send(Ping(Vpc.A, N1));
        PacketTrace back = new PacketWalk(Vpc.Network(datapath)).Send(Ping(N1, Vpc.A));

        Assert.Equal((WalkEnd.Delivered, "n1", Vpc.A), (there.End, there.Stack, there.Packet.Source));
        Assert.Contains(there.Steps, step => step.ToString() == "shop/a: route 192.168.0.1 via 169.254.1.1 dev veth1 onlink");
        Assert.Equal((WalkEnd.Delivered, "shop/a", "veth1"), (back.End, back.Stack, back.Steps.OfType<ReceivedStep>().Last().Device));
        Assert.Empty(there.Steps.Concat(back.Steps).OfType<UnfilteredStep>());
    }

    [Theory]
    [InlineData(TerwayDatapath.ExclusiveEni)]
    [InlineData(TerwayDatapath.Vlan)]
    public void Another_node_and_the_pod_reach_each_other_by_the_VPC(TerwayDatapath datapath)
    {
        PacketTrace there = new PacketWalk(Vpc.Network(datapath)).Send(Ping(Vpc.A, N2));
        PacketTrace back = new PacketWalk(Vpc.Network(datapath)).Send(Ping(N2, Vpc.A));

        Assert.Equal((WalkEnd.Delivered, "n2", Vpc.A), (there.End, there.Stack, there.Packet.Source));
        Assert.Equal((WalkEnd.Delivered, "shop/a", "eth0"), (back.End, back.Stack, back.Steps.OfType<ReceivedStep>().Last().Device));
    }

    [Theory]
    [InlineData(TerwayDatapath.ExclusiveEni, "172.16.1.20")]
    [InlineData(TerwayDatapath.ExclusiveEni, "172.16.1.11")]
    [InlineData(TerwayDatapath.Vlan, "172.16.1.20")]
    [InlineData(TerwayDatapath.Vlan, "172.16.1.11")]
    public void Services_are_translated_by_the_node_which_stands_for_the_pod_so_that_answers_come_back_by_it(TerwayDatapath datapath, string backend)
    {
        PacketWalk walk = new(Vpc.Network(datapath, Address(backend)));
        PacketTrace there = walk.Send(Tcp(Vpc.A, Vpc.Service, 80));
        PacketTrace back = walk.Reply(there);

        Assert.Equal((WalkEnd.Delivered, Address(backend), N1), (there.End, there.Packet.Destination, there.Packet.Source));
        Assert.Equal((WalkEnd.Delivered, "shop/a", Vpc.Service), (back.End, back.Stack, back.Packet.Source));
    }

    [Fact]
    public void Ranges_of_the_settings_lead_to_the_node()
    {
        TerwaySettings settings = new() { Datapath = TerwayDatapath.ExclusiveEni, HostRanges = [Prefix("169.254.20.0/24")] };
        PacketTrace trace = new PacketWalk(Vpc.Network(settings)).Send(Ping(Vpc.A, Vpc.NodeLocalDns));

        Assert.Equal("shop/a: route 169.254.20.0/24 via 169.254.1.1 dev veth1 onlink", trace.Steps.OfType<RoutedStep>().First().ToString());
    }

    [Fact]
    public void The_interface_is_the_pods_and_no_more_the_nodes()
    {
        TerwayNetwork network = Vpc.Network(TerwayDatapath.ExclusiveEni);

        Assert.IsType<UplinkDevice>(network.Stack("shop/a")!.Device("eth0"));
        Assert.Null(network.Stack("n1")!.Device("eth1"));
    }

    [Fact]
    public void Frames_of_VLANs_go_to_one_address_that_becomes_the_routers_where_the_tag_is_taken_off()
    {
        TerwayNetwork network = Vpc.Network(TerwayDatapath.Vlan);
        PacketTrace trace = new PacketWalk(network).Send(Ping(Vpc.A, Vpc.B));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (trace.End, trace.Stack));
        SentStep sent = trace.Steps.OfType<SentStep>().First();
        Assert.Equal("ee:ff:ff:ff:ff:ff", sent.DestinationMac.ToString());
        Assert.Equal(network.Stack("n1")!.Device("eth1")!.Mac, sent.SourceMac);
    }
}
