using PolicyEngine.Dataplane.Services;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>What an observer can tell the modes by.</summary>
public sealed class ModeDifferenceTests
{
    private static readonly FirstPacket Ping = Packet(OwnPod, "10.96.0.10", 0, Protocol.Icmp);
    private static readonly FirstPacket OtherPort = Packet(OwnPod, "10.96.0.10", 81);

    [Fact]
    public void A_ping_to_a_cluster_address_is_let_go_answered_or_refused()
    {
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Iptables, Web).Ask(Ping));
        Assert.Equal(NodeAnswer.EchoReply, Assert.IsType<Translation.AnsweredByNode>(Proxy(ProxyMode.Ipvs, Web).Ask(Ping)).Answer);
        Assert.IsType<Translation.Refused>(Proxy(ProxyMode.Nftables, Web).Ask(Ping));
        Assert.Equal("a service's address takes packets to its ports alone, and no pings", Proxy(ProxyMode.Nftables, Web).Ask(Ping).Reason);
    }

    [Fact]
    public void An_unknown_port_of_a_cluster_address_is_let_go_or_refused()
    {
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Iptables, Web).Ask(OtherPort));
        Assert.Equal(["nat KUBE-SERVICES", "filter KUBE-IPVS-FILTER"], PathOf(Assert.IsType<Translation.Refused>(Proxy(ProxyMode.Ipvs, Web).Ask(OtherPort))));
        Assert.Equal(["kube-proxy services", "kube-proxy cluster-ips-check"], PathOf(Assert.IsType<Translation.Refused>(Proxy(ProxyMode.Nftables, Web).Ask(OtherPort))));
    }

    [Fact]
    public void IPVS_has_external_addresses_as_its_own_and_nftables_lets_them_go()
    {
        FirstPacket packet = Packet(Outside, "198.51.100.1", 81);

        Assert.IsType<Translation.Refused>(Proxy(ProxyMode.Ipvs, Web).Ask(packet));
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Nftables, Web).Ask(packet));
    }

    [Fact]
    public void nftables_drops_what_goes_to_free_addresses_of_the_Service_range_where_it_knows_the_range()
    {
        FirstPacket packet = Packet(OwnPod, "10.96.0.200", 80);
        NodeProxy knowing = NodeProxy.Build(Node, Settings with { Mode = ProxyMode.Nftables, ServiceRanges = [Range("10.96.0.0/12")] }, [Web]);

        Assert.IsType<Translation.Discarded>(knowing.Ask(packet));
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Nftables, Web).Ask(packet));
    }

    [Fact]
    public void Only_the_iptables_mode_opens_node_ports_on_loopback_and_only_where_it_is_allowed_to()
    {
        FirstPacket packet = Packet("127.0.0.1", "127.0.0.1", 30080);

        Assert.True(Proxy(ProxyMode.Iptables, Web).Reach(packet).IsMasqueraded);
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Ipvs, Web).Ask(packet));
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Nftables, Web).Ask(packet));
        Assert.IsType<Translation.LeftAlone>(NodeProxy.Build(Node, Settings with { LocalhostNodePorts = false }, [Web]).Ask(packet));
    }

    [Fact]
    public void Node_ports_never_answer_on_the_loopback_address_of_IPv6()
    {
        ProxiedPort six = new(new("default", "six", ""), Protocol.Tcp, Ip("fd00:3::1"), 80) { NodePort = 30081, Backends = [Backend("fd00:2::1", "node-1")] };
        FirstPacket packet = Packet("::1", "::1", 30081);

        Assert.IsType<Translation.LeftAlone>(Proxy(six).Ask(packet));
        Assert.IsType<Translation.ToBackend>(Proxy(six).Ask(Packet("fd00:9::1", "fd00:1::1", 30081)));
    }

    [Fact]
    public void Neighbours_that_dial_loopback_addresses_are_dropped_where_the_kernel_routes_these()
    {
        FirstPacket packet = Packet(Outside, "127.0.0.1", 10250);

        Assert.Equal("filter KUBE-FIREWALL", PathOf(Assert.IsType<Translation.Discarded>(Proxy(Web).Ask(packet)))[^1]);
        Assert.IsType<Translation.LeftAlone>(Proxy(ProxyMode.Nftables, Web).Ask(packet));
    }

    [Fact]
    public void IPVS_takes_backends_in_turn_for_each_virtual_server()
    {
        NodeProxy proxy = Proxy(ProxyMode.Ipvs, Web);
        ProxyMemory memory = ProxyMemory.Empty;
        List<int> taken = [];
        foreach (string address in (string[])["10.96.0.10", "10.96.0.10", "198.51.100.1", "10.96.0.10", "10.96.0.10"])
        {
            (Translation outcome, memory) = proxy.Decide(Packet(OwnPod, address, 80), ulong.MaxValue, memory, TimeSpan.Zero);
            BackendChoice choice = Assert.IsType<Translation.ToBackend>(outcome).Choice;
            Assert.Equal(ChoiceCause.RoundRobin, choice.Cause);
            taken.Add(choice.Index);
        }

        Assert.Equal([0, 1, 0, 2, 0], taken);
    }

    [Fact]
    public void IPVS_forgets_whose_turn_it_is_with_the_virtual_server()
    {
        NodeProxy proxy = Proxy(ProxyMode.Ipvs, Web);
        ProxyMemory memory = proxy.Decide(Packet(OwnPod, "10.96.0.10", 80), 0, ProxyMemory.Empty, TimeSpan.Zero).Memory;

        Translation kept = proxy.Decide(Packet(OwnPod, "10.96.0.10", 80), 0, memory.Under(proxy, TimeSpan.Zero), TimeSpan.Zero).Outcome;
        Translation lost = proxy.Decide(Packet(OwnPod, "10.96.0.10", 80), 0, memory.Under(Proxy(ProxyMode.Ipvs), TimeSpan.Zero), TimeSpan.Zero).Outcome;

        Assert.Equal(1, Assert.IsType<Translation.ToBackend>(kept).Choice.Index);
        Assert.Equal(0, Assert.IsType<Translation.ToBackend>(lost).Choice.Index);
    }

    [Theory]
    [InlineData(ProxyMode.Iptables, NodeHook.Forward)]
    [InlineData(ProxyMode.Ipvs, NodeHook.Input)]
    [InlineData(ProxyMode.Nftables, NodeHook.Forward)]
    public void Filters_see_traffic_to_Services_in_the_hook_of_the_mode(ProxyMode mode, NodeHook hook)
    {
        Assert.Equal(hook, Proxy(mode, Web).Reach(Packet(OwnPod, "10.96.0.10", 80)).Hook);
        Assert.Equal(NodeHook.Output, Proxy(mode, Web).Reach(Packet(NodeAddress, "10.96.0.10", 80)).Hook);
    }

    [Fact]
    public void Each_mode_names_the_way_in_its_own_terms()
    {
        FirstPacket packet = Packet("192.0.2.7", "198.51.100.2", 80);
        ProxiedPort guarded = Web with { SourceRanges = [Range("192.0.2.0/24")] };

        Assert.Equal(
            ["nat KUBE-SERVICES", "nat KUBE-LOAD-BALANCER", "nat KUBE-MARK-MASQ", "filter KUBE-PROXY-FIREWALL", "filter KUBE-SOURCE-RANGES-FIREWALL", "ipvs TCP 198.51.100.2:80"],
            PathOf(Proxy(ProxyMode.Ipvs, guarded).Ask(packet)));
        Assert.Equal(
            ["firewall", "services", "external", "mark", "service", "endpoint"],
            PathOf(Proxy(ProxyMode.Nftables, guarded).Ask(packet)).Select(step => step["kube-proxy ".Length..].Split('-')[0]).ToArray());
    }
}
