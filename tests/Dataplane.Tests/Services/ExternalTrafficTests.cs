using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>Node ports, external addresses and load balancers.</summary>
public sealed class ExternalTrafficTests
{
    private static readonly ProxiedPort Local = Web with { ExternalPolicy = TrafficPolicy.Local };
    private static readonly ProxiedPort Guarded = Web with { SourceRanges = [Range("192.0.2.0/24")] };

    [Theory]
    [InlineData(NodeAddress, 30080)]
    [InlineData("198.51.100.1", 80)]
    [InlineData("198.51.100.2", 80)]
    public void Under_Local_a_stranger_keeps_its_address_and_stays_on_the_node(string address, int port)
    {
        FirstPacket packet = Packet(Outside, address, port);

        Assert.Equal(["10.18.1.1"], Names(Proxy(Local).PossibleBackends(packet)));
        Assert.False(Proxy(Local).Reach(packet).IsMasqueraded);
    }

    [Fact]
    public void Under_Local_a_pod_reaches_all_backends_and_keeps_its_address()
    {
        FirstPacket packet = Packet(OwnPod, NodeAddress, 30080);

        Assert.Equal(3, Proxy(Local).PossibleBackends(packet).Length);
        Assert.False(Proxy(Local).Reach(packet).IsMasqueraded);
    }

    [Fact]
    public void Under_Local_the_node_reaches_all_backends_with_a_mark()
    {
        FirstPacket packet = Packet(NodeAddress, "198.51.100.1", 80);

        Assert.Equal(3, Proxy(Local).PossibleBackends(packet).Length);
        Assert.True(Proxy(Local).Reach(packet).IsMasqueraded);
    }

    [Fact]
    public void Under_Local_without_a_local_backend_strangers_are_dropped_and_pods_are_served()
    {
        NodeProxy proxy = Proxy(Local.With(Backend("10.18.2.1", "node-2")));

        Translation.Discarded dropped = Assert.IsType<Translation.Discarded>(proxy.Ask(Packet(Outside, NodeAddress, 30080)));
        Assert.Equal("filter KUBE-EXTERNAL-SERVICES", PathOf(dropped)[^1]);
        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet(OwnPod, NodeAddress, 30080)));
    }

    [Fact]
    public void Source_ranges_admit_to_the_load_balancers_address()
    {
        Translation.ToBackend admitted = Proxy(Guarded).Reach(Packet("192.0.2.7", "198.51.100.2", 80));

        Assert.StartsWith("nat KUBE-FW-", PathOf(admitted)[1], StringComparison.Ordinal);
        Assert.StartsWith("nat KUBE-EXT-", PathOf(admitted)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_in_no_source_range_is_dropped_at_the_load_balancers_address_only()
    {
        Translation.Discarded dropped = Assert.IsType<Translation.Discarded>(Proxy(Guarded).Ask(Packet(Outside, "198.51.100.2", 80)));

        Assert.Equal("filter KUBE-PROXY-FIREWALL", PathOf(dropped)[^1]);
        Assert.IsType<Translation.ToBackend>(Proxy(Guarded).Ask(Packet(Outside, "198.51.100.1", 80)));
        Assert.IsType<Translation.ToBackend>(Proxy(Guarded).Ask(Packet(Outside, NodeAddress, 30080)));
    }

    [Fact]
    public void A_node_in_a_source_range_may_come_from_the_load_balancers_address()
    {
        FirstPacket looped = Packet("198.51.100.2", "198.51.100.2", 80);

        Assert.IsType<Translation.Discarded>(Proxy(Guarded).Ask(looped));
        Assert.IsType<Translation.ToBackend>(Proxy(Web with { SourceRanges = [Range("192.168.0.0/24")] }).Ask(looped));
    }

    [Fact]
    public void A_load_balancer_may_have_no_node_port()
    {
        NodeProxy proxy = Proxy(Web with { NodePort = 0 });

        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet(Outside, "198.51.100.2", 80)));
        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet(Outside, NodeAddress, 30080)));
    }

    [Fact]
    public void Node_ports_answer_only_on_the_addresses_that_settings_name()
    {
        ProxyNode node = Node with { Addresses = [Ip(NodeAddress), Ip("10.0.0.1")] };
        NodeProxy proxy = NodeProxy.Build(node, Settings with { NodePortRanges = [Range("10.0.0.0/8")] }, [Web]);

        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet(Outside, "10.0.0.1", 30080)));
        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet(Outside, NodeAddress, 30080)));
    }

    [Fact]
    public void Ranges_of_node_addresses_restrict_their_own_family()
    {
        ProxyNode node = Node with { Addresses = [Ip(NodeAddress), Ip("fd00:1::1")] };
        ProxiedPort web = Web with { ClusterAddress = Ip("fd00:10::1") };
        NodeProxy proxy = NodeProxy.Build(node, Settings with { NodePortRanges = [Range("10.0.0.0/8")] }, [web.With(Backend("fd00:2::1", "node-2"))]);

        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet("fd00:9::1", "fd00:1::1", 30080)));
    }

    [Fact]
    public void Node_ports_may_answer_on_the_nodes_own_address_alone()
    {
        ProxyNode node = Node with { Addresses = [Ip(NodeAddress), Ip("10.0.0.1")] };
        NodeProxy proxy = NodeProxy.Build(node, Settings with { NodePortsOnPrimary = true }, [Web]);

        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet(Outside, NodeAddress, 30080)));
        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet(Outside, "10.0.0.1", 30080)));
    }

    [Fact]
    public void Node_ports_are_those_of_their_protocol_and_family()
    {
        Assert.IsType<Translation.LeftAlone>(Proxy(Web).Ask(Packet(Outside, NodeAddress, 30080, Protocol.Udp)));
        Assert.IsType<Translation.LeftAlone>(Proxy(Web).Ask(Packet("fd00:9::1", "fd00:1::1", 30080)));
    }

    [Fact]
    public void Health_checks_are_told_whether_the_node_has_a_ready_backend()
    {
        ProxiedPort local = Local with { HealthCheckNodePort = 32000 };

        Assert.Equal(NodeAnswer.Healthy, Health(Proxy(local)));
        Assert.Equal(NodeAnswer.Unhealthy, Health(Proxy(local.With(Ending("10.18.1.1", "node-1"), Backend("10.18.2.1", "node-2")))));
        Assert.Equal("filter KUBE-NODEPORTS", PathOf(Proxy(local).Ask(Packet(Outside, NodeAddress, 32000)))[^1]);
    }

    [Fact]
    public void All_ports_of_a_Service_share_its_health_check()
    {
        ProxiedPort served = Local with { HealthCheckNodePort = 32000 };
        ProxiedPort other = served.With(Backend("10.18.2.1", "node-2")) with { Name = Local.Name with { Port = "other" }, Port = 81, NodePort = 30081 };

        Assert.Equal(NodeAnswer.Healthy, Health(Proxy(served, other)));
        Assert.Equal(NodeAnswer.Healthy, Health(Proxy(other, served)));
        Assert.IsType<Translation.LeftAlone>(Proxy(served).Ask(Packet(Outside, NodeAddress, 32000, Protocol.Udp)));
    }

    private static NodeAnswer Health(NodeProxy proxy) =>
        Assert.IsType<Translation.AnsweredByNode>(proxy.Ask(Packet(Outside, NodeAddress, 32000))).Answer;
}
