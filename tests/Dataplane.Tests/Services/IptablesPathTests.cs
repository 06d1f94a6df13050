using PolicyEngine.Dataplane.Services;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>The way of packets through the chains of the iptables mode.</summary>
public sealed class IptablesPathTests
{
    [Fact]
    public void A_pod_reaches_the_cluster_address_without_a_mark()
    {
        Translation.ToBackend outcome = Proxy(Web).Reach(Packet(OwnPod, "10.96.0.10", 80));

        Assert.Equal("nat KUBE-SERVICES", PathOf(outcome)[0]);
        AssertPath(outcome, "KUBE-SERVICES", "KUBE-SVC-", "KUBE-SEP-");
        Assert.False(outcome.IsMasqueraded);
        Assert.Equal(NodeHook.Forward, outcome.Hook);
    }

    [Theory]
    [InlineData(NodeAddress)]
    [InlineData(Outside)]
    public void What_is_no_pod_is_marked_at_the_cluster_address(string source)
    {
        Translation.ToBackend outcome = Proxy(Web).Reach(Packet(source, "10.96.0.10", 80));

        AssertPath(outcome, "KUBE-SERVICES", "KUBE-SVC-", "KUBE-MARK-MASQ", "KUBE-SEP-");
        Assert.Equal(0x4000u, outcome.Mark);
    }

    [Fact]
    public void Masquerade_all_marks_pods_at_the_cluster_address()
    {
        NodeProxy proxy = NodeProxy.Build(Node, Settings with { MasqueradeAll = true }, [Web]);

        Assert.True(proxy.Reach(Packet(OwnPod, "10.96.0.10", 80)).IsMasqueraded);
    }

    [Fact]
    public void Where_pods_are_not_told_from_others_nobody_is_marked_at_the_cluster_address()
    {
        NodeProxy proxy = NodeProxy.Build(Node, Settings with { PodRanges = [] }, [Web]);

        Assert.False(proxy.Reach(Packet(Outside, "10.96.0.10", 80)).IsMasqueraded);
    }

    [Fact]
    public void A_client_that_is_its_own_backend_is_marked_in_the_chain_of_the_backend()
    {
        Translation.ToBackend outcome = Proxy(Web).Reach(Packet("10.18.1.1", "10.96.0.10", 80));

        AssertPath(outcome, "KUBE-SERVICES", "KUBE-SVC-", "KUBE-SEP-", "KUBE-MARK-MASQ");
    }

    [Fact]
    public void Internal_traffic_under_Local_goes_through_the_local_chain_and_strangers_are_marked_there()
    {
        ProxiedPort local = Web with { InternalPolicy = TrafficPolicy.Local };

        AssertPath(Proxy(local).Ask(Packet(OwnPod, "10.96.0.10", 80)), "KUBE-SERVICES", "KUBE-SVL-", "KUBE-SEP-");
        AssertPath(Proxy(local).Ask(Packet(NodeAddress, "10.96.0.10", 80)), "KUBE-SERVICES", "KUBE-SVL-", "KUBE-MARK-MASQ", "KUBE-SEP-");
    }

    [Fact]
    public void Internal_traffic_under_Local_without_a_local_backend_is_dropped()
    {
        NodeProxy proxy = Proxy((Web with { InternalPolicy = TrafficPolicy.Local }).With(Backend("10.18.2.1", "node-2")));

        Assert.Equal(["nat KUBE-SERVICES", "filter KUBE-SERVICES"], PathOf(Assert.IsType<Translation.Discarded>(proxy.Ask(Packet(OwnPod, "10.96.0.10", 80)))));
        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet(Outside, NodeAddress, 30080)));
    }

    [Fact]
    public void A_node_port_under_Cluster_marks_everyone()
    {
        AssertPath(Proxy(Web).Ask(Packet(Outside, NodeAddress, 30080)), "KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-EXT-", "KUBE-MARK-MASQ", "KUBE-SVC-", "KUBE-SEP-");
        Assert.True(Proxy(Web).Reach(Packet(OwnPod, NodeAddress, 30080)).IsMasqueraded);
    }

    [Fact]
    public void A_Service_without_backends_is_refused_by_the_filter_for_the_kind_of_address()
    {
        NodeProxy proxy = Proxy(Web.With());

        Assert.Equal(["nat KUBE-SERVICES", "filter KUBE-SERVICES"], PathOf(proxy.Ask(Packet(OwnPod, "10.96.0.10", 80))));
        Assert.Equal(["nat KUBE-SERVICES", "filter KUBE-EXTERNAL-SERVICES"], PathOf(proxy.Ask(Packet(OwnPod, "198.51.100.1", 80))));
        Assert.Equal(["nat KUBE-SERVICES", "nat KUBE-NODEPORTS", "filter KUBE-EXTERNAL-SERVICES"], PathOf(proxy.Ask(Packet(OwnPod, NodeAddress, 30080))));
    }

    [Fact]
    public void A_refusal_says_port_unreachable_in_the_family_of_the_packet()
    {
        ProxiedPort six = new(new("default", "six", ""), Protocol.Udp, Ip("fd00:3::1"), 53);
        NodeProxy proxy = Proxy(Web.With(), six);

        Assert.Equal(((byte)3, (byte)3), Icmp(proxy.Ask(Packet(OwnPod, "10.96.0.10", 80))));
        Assert.Equal(((byte)1, (byte)4), Icmp(proxy.Ask(Packet("fd00:2::9", "fd00:3::1", 53, Protocol.Udp))));
    }

    [Fact]
    public void Packets_to_nothing_known_pass_the_rules_as_they_are()
    {
        Assert.Equal(["nat KUBE-SERVICES"], PathOf(Assert.IsType<Translation.LeftAlone>(Proxy(Web).Ask(Packet(OwnPod, "192.0.2.1", 80)))));
        Assert.Equal(["nat KUBE-SERVICES", "nat KUBE-NODEPORTS"], PathOf(Assert.IsType<Translation.LeftAlone>(Proxy(Web).Ask(Packet(Outside, NodeAddress, 22)))));
    }

    [Fact]
    public void The_mark_is_the_bit_that_settings_name_and_is_gone_after_postrouting()
    {
        ProxySettings settings = Settings with { MasqueradeBit = 3 };
        uint mark = NodeProxy.Build(Node, settings, [Web]).Reach(Packet(Outside, "10.96.0.10", 80)).Mark;

        Assert.Equal(8u, mark);
        Assert.Equal(new Postrouting(0x10000, true), Postrouting.Of(settings, mark | 0x10000));
        Assert.Equal(new Postrouting(0x4000, false), Postrouting.Of(settings, 0x4000));
    }

    private static (byte Type, byte Code) Icmp(Translation translation)
    {
        Translation.Refused refused = Assert.IsType<Translation.Refused>(translation);
        return (refused.IcmpType, refused.IcmpCode);
    }

    private static void AssertPath(Translation translation, params string[] chains)
    {
        string[] path = PathOf(translation);
        Assert.Equal(chains.Length, path.Length);
        Assert.All(path.Zip(chains), pair => Assert.StartsWith("nat " + pair.Second, pair.First, StringComparison.Ordinal));
    }
}
