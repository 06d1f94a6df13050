using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>What gets rules, and what of it is refused.</summary>
public sealed class ProxyTableTests
{
    [Theory]
    [InlineData(29999)]
    [InlineData(32768)]
    public void A_node_port_out_of_range_is_not_opened(int nodePort)
    {
        NodeProxy proxy = Proxy(Web with { NodePort = (ushort)nodePort });

        Assert.Equal(ProxyProblemKind.NodePortOutOfRange, Assert.Single(proxy.Problems).Kind);
        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet(Outside, NodeAddress, nodePort)));
        Assert.IsType<Translation.ToBackend>(proxy.Ask(Packet(OwnPod, "10.96.0.10", 80)));
    }

    [Fact]
    public void A_node_port_belongs_to_the_first_of_its_protocol()
    {
        ProxiedPort second = Bare("second", "10.96.0.11") with { NodePort = 30080 };
        ProxiedPort datagrams = Bare("datagrams", "10.96.0.12") with { Protocol = Protocol.Udp, NodePort = 30080 };
        NodeProxy proxy = Proxy(Web, second, datagrams);

        Assert.Equal((ProxyProblemKind.NodePortTaken, "second"), (Assert.Single(proxy.Problems).Kind, proxy.Problems[0].Port.Service));
        Assert.Equal("web", proxy.Reach(Packet(Outside, NodeAddress, 30080)).Port.Name.Service);
    }

    [Fact]
    public void An_address_with_a_port_belongs_to_the_first()
    {
        NodeProxy proxy = Proxy(Web, Bare("second", "10.96.0.11") with { ExternalAddresses = [Ip("198.51.100.1")] });

        Assert.Equal(ProxyProblemKind.AddressTaken, Assert.Single(proxy.Problems).Kind);
        Assert.Equal("web", proxy.Reach(Packet(Outside, "198.51.100.1", 80)).Port.Name.Service);
    }

    [Fact]
    public void Protocols_without_ports_are_not_proxied() =>
        Assert.Equal(ProxyProblemKind.UnsupportedProtocol, Assert.Single(Proxy(Web with { Protocol = Protocol.Icmp }).Problems).Kind);

    [Fact]
    public void Headless_Services_get_no_rules()
    {
        NodeProxy proxy = Proxy(Web with { ClusterAddress = null });

        Assert.Empty(proxy.Problems);
        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet(Outside, NodeAddress, 30080)));
    }

    [Fact]
    public void Addresses_of_the_other_family_get_no_rules()
    {
        NodeProxy proxy = Proxy(Web with { ExternalAddresses = [Ip("2001:db8::1")], LoadBalancerAddresses = [Ip("2001:db8::2")] });

        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet("fd00:9::1", "2001:db8::1", 80)));
        Assert.IsType<Translation.LeftAlone>(proxy.Ask(Packet("fd00:9::1", "2001:db8::2", 80)));
    }

    [Fact]
    public void A_packet_that_meets_no_Service_costs_no_memory()
    {
        NodeProxy proxy = NodeProxy.Build(Node, Settings, Enumerable.Range(0, 5000).Select(Numbered));
        FirstPacket packet = Packet(OwnPod, "192.0.2.1", 443);
        proxy.Decide(packet, 0, ProxyMemory.Empty, TimeSpan.Zero);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 1000; count++)
        {
            proxy.Decide(packet, 0, ProxyMemory.Empty, TimeSpan.Zero);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void All_of_five_thousand_Services_are_found()
    {
        NodeProxy proxy = NodeProxy.Build(Node, Settings, Enumerable.Range(0, 5000).Select(Numbered));

        Assert.Empty(proxy.Problems);
        Assert.All(Enumerable.Range(0, 5000), number =>
            Assert.Equal($"s{number}", proxy.Reach(Packet(OwnPod, $"10.97.{number >> 8}.{number & 255}", 80)).Port.Name.Service));
    }

    private static ProxiedPort Numbered(int number) => Bare($"s{number}", $"10.97.{number >> 8}.{number & 255}") with
    {
        Backends = [.. Enumerable.Range(1, 20).Select(host => Backend($"10.18.{host}.{number & 255}", $"node-{host}"))],
    };

    private static ProxiedPort Bare(string name, string address) =>
        new(new("default", name, ""), Protocol.Tcp, Ip(address), 80) { Backends = [Backend("10.18.1.1", "node-1")] };
}
