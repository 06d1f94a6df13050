using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Terway;

/// <summary>Walks of pods that have slaves of their node's interfaces.</summary>
public sealed class IpvlanWalkTests
{
    private static readonly TerwaySettings s_ipvlan = new() { Datapath = TerwayDatapath.IpVlan };

    [Fact]
    public void Pods_on_one_interface_reach_each_other_by_it_alone()
    {
        PacketTrace trace = Send(Vpc.A, Vpc.C);

        Assert.Equal((WalkEnd.Delivered, "shop/c", 64), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal(["shop/a", "n1", "shop/c"], PlacesOf(trace), StringComparer.Ordinal);
        Assert.Equal(("eth1", new LinkEnd("shop/c", "eth0")), Assert.Single(trace.Steps.OfType<HandedStep>()) is var handed ? (handed.Device, handed.To) : default);
    }

    [Fact]
    public void Pods_on_interfaces_of_one_switch_reach_each_other_without_a_router()
    {
        PacketTrace trace = Send(Vpc.A, Vpc.B);

        Assert.Equal((WalkEnd.Delivered, "shop/b", 64), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal(["shop/a", "n1", "n2", "shop/b"], PlacesOf(trace), StringComparer.Ordinal);
    }

    [Fact]
    public void Pods_on_different_switches_reach_each_other_by_the_router_even_on_one_node()
    {
        PacketTrace trace = Send(Vpc.A, Vpc.E);

        Assert.Equal((WalkEnd.Delivered, "shop/e", 63), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal(["shop/a", "n1", "(router)", "n1", "shop/e"], PlacesOf(trace), StringComparer.Ordinal);
    }

    [Fact]
    public void A_node_and_its_pod_reach_each_other_by_the_nodes_own_slave()
    {
        PacketTrace there = Send(N1, Vpc.A);
        PacketTrace back = Send(Vpc.A, N1);

        Assert.Equal((WalkEnd.Delivered, "shop/a", N1), (there.End, there.Stack, there.Packet.Source));
        Assert.Contains(there.Steps.OfType<RoutedStep>(), step => step.ToString() == "n1: route 172.16.1.10 dev ipvl_3 scope link");
        Assert.Equal((WalkEnd.Delivered, "n1", Vpc.A), (back.End, back.Stack, back.Packet.Source));
        Assert.Equal("ipvl_3", back.Steps.OfType<ReceivedStep>().Last().Device);
    }

    [Fact]
    public void A_pods_address_alone_is_enough_to_reach_it_from_outside()
    {
        PacketTrace trace = Send(Elsewhere, Vpc.A);

        Assert.Equal((WalkEnd.Delivered, "shop/a"), (trace.End, trace.Stack));
        Assert.DoesNotContain(trace.Steps.OfType<RoutedStep>(), step => step.Stack == "n1");
    }

    [Fact]
    public void Policies_are_not_asked_between_pods_and_the_way_says_so()
    {
        PacketTrace trace = new PacketWalk(Vpc.Network(s_ipvlan, filter: new ClosedFilter())).Send(Ping(Vpc.A, Vpc.C));

        Assert.Equal(WalkEnd.Delivered, trace.End);
        Assert.Equal(["shop/a", "shop/c"], trace.Steps.OfType<UnfilteredStep>().Select(step => step.Stack), StringComparer.Ordinal);
        Assert.Contains(trace.Steps, step => step.ToString() == "shop/a: no policy of the pod is asked: eth0 leads past the rules of its node");
    }

    [Fact]
    public void Packets_to_Services_are_redirected_to_the_node_and_translated_there()
    {
        PacketTrace trace = new PacketWalk(Vpc.Network(s_ipvlan)).Send(Tcp(Vpc.A, Vpc.Service, 80));

        Assert.Equal((WalkEnd.Delivered, "shop/b", Vpc.A), (trace.End, trace.Stack, trace.Packet.Source));
        Assert.Contains(trace.Steps.OfType<HandedStep>(), step => step.To == new LinkEnd("n1", "ipvl_3"));
        Assert.Equal("n1", Assert.Single(trace.Steps.OfType<TranslatedStep>()).Stack);
    }

    [Theory]
    [InlineData(false, WalkEnd.StrangeAnswer, "172.16.1.20")]
    [InlineData(true, WalkEnd.Delivered, "10.96.0.10")]
    public void The_answer_of_a_backend_passes_the_node_by_unless_the_proxy_masquerades(bool masquerades, WalkEnd end, string source)
    {
        ClusterNetwork cluster = Vpc.Cluster();
        PacketWalk walk = new(Vpc.Network(s_ipvlan, cluster with { Proxy = cluster.Proxy! with { MasqueradeAll = masquerades } }));
        PacketTrace back = walk.Reply(walk.Send(Tcp(Vpc.A, Vpc.Service, 80)));

        Assert.Equal((end, "shop/a", Address(source)), (back.End, back.Stack, back.Packet.Source));
    }

    [Fact]
    public void Packets_to_ranges_of_the_settings_are_redirected_to_the_node_too()
    {
        PacketTrace usual = Send(Vpc.A, Vpc.NodeLocalDns);
        PacketTrace redirected = new PacketWalk(Vpc.Network(s_ipvlan with { HostRanges = [Prefix("169.254.20.0/24")] })).Send(Ping(Vpc.A, Vpc.NodeLocalDns));

        Assert.DoesNotContain(usual.Steps.OfType<ReceivedStep>(), step => step.Stack == "n1");
        Assert.Equal(("n1", "ipvl_3"), redirected.Steps.OfType<ReceivedStep>().First() is var first ? (first.Stack, first.Device) : default);
    }

    [Fact]
    public void Without_known_ranges_the_addresses_of_Services_are_redirected()
    {
        ClusterNetwork cluster = Vpc.Cluster();
        PacketTrace trace = new PacketWalk(Vpc.Network(s_ipvlan, cluster with { Proxy = new ProxySettings() })).Send(Tcp(Vpc.A, Vpc.Service, 80));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (trace.End, trace.Stack));
    }

    [Fact]
    public void A_pod_whose_address_no_interface_owns_reaches_nothing()
    {
        ClusterNetwork cluster = Vpc.Cluster();
        PacketTrace trace = new PacketWalk(Vpc.Network(s_ipvlan, cluster with { Nodes = [.. cluster.Nodes.Select(node => node with { Enis = [] })] })).Send(Ping(Vpc.A, N1));

        Assert.Equal((WalkEnd.NoRoute, "shop/a"), (trace.End, trace.Stack));
    }

    private static PacketTrace Send(IpAddress from, IpAddress to) => new PacketWalk(Vpc.Network(s_ipvlan)).Send(Ping(from, to));

    private static IEnumerable<string> PlacesOf(PacketTrace trace)
    {
        string[] places = [.. trace.Steps.Select(step => step.Stack)];
        return places.Where((place, number) => number == 0 || place != places[number - 1]);
    }

    private sealed class ClosedFilter : IPacketFilter
    {
        public HookDecision Decide(in HookPacket packet) => new(Outcome.Deny, []);
    }
}
