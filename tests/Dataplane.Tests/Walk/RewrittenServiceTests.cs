using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Connections through a Service whose backends change while packets are on their way.</summary>
public sealed class RewrittenServiceTests
{
    private static readonly IpAddress s_service = Address("10.96.0.7");

    [Fact]
    public void A_UDP_flow_whose_backend_is_gone_goes_to_another()
    {
        PacketWalk walk = new(With(Protocol.Udp, B));
        Assert.Equal("shop/b", walk.Send(Dialled(Protocol.Udp)).Stack);

        Assert.Equal("shop/d", walk.Through(With(Protocol.Udp, D)).Send(Dialled(Protocol.Udp)).Stack);
    }

    [Fact]
    public void A_UDP_flow_whose_backend_is_still_there_stays()
    {
        PacketWalk walk = new(With(Protocol.Udp, B));
        walk.Send(Dialled(Protocol.Udp));

        Assert.Equal("shop/b", walk.Through(With(Protocol.Udp, D, B)).Send(Dialled(Protocol.Udp)).Stack);
    }

    [Fact]
    public void A_TCP_connection_keeps_its_broken_entry()
    {
        PacketWalk walk = new(With(Protocol.Tcp, B));
        walk.Send(Dialled(Protocol.Tcp));

        Assert.Equal("shop/b", walk.Through(With(Protocol.Tcp, D)).Send(Dialled(Protocol.Tcp)).Stack);
    }

    [Fact]
    public void A_UDP_flow_ends_with_the_last_Service()
    {
        PacketWalk walk = new(With(Protocol.Udp, B));
        walk.Send(Dialled(Protocol.Udp));

        Assert.Equal(PodNetwork.Outside, walk.Through(Network(Serving())).Send(Dialled(Protocol.Udp)).Stack);
    }

    [Fact]
    public void A_UDP_flow_that_left_untranslated_is_translated_once_there_is_a_Service()
    {
        PacketWalk walk = new(Network(Serving()));
        Assert.Equal(PodNetwork.Outside, walk.Send(Dialled(Protocol.Udp)).Stack);

        Assert.Equal("shop/b", walk.Through(With(Protocol.Udp, B)).Send(Dialled(Protocol.Udp)).Stack);
    }

    [Fact]
    public void A_UDP_flow_to_a_node_port_goes_to_another_backend_and_is_masqueraded_anew()
    {
        Packet packet = new(Elsewhere, N1, TrafficPoint.Ports(Protocol.Udp, 30053, 40000));
        PacketWalk walk = new(Network(Serving(Port(Protocol.Udp, B) with { NodePort = 30053 })));
        Assert.Equal(("shop/b", N1), (walk.Send(packet).Stack, walk.Send(packet).Packet.Source));

        walk = walk.Through(Network(Serving(Port(Protocol.Udp, D) with { NodePort = 30053 })));
        PacketTrace trace = walk.Send(packet);
        Assert.Equal(("shop/d", N1), (trace.Stack, trace.Packet.Source));
        Assert.Equal(N1, walk.Reply(trace).Packet.Source);
    }

    [Theory]
    [InlineData(true, "shop/b")]
    [InlineData(false, "shop/d")]
    public void A_client_stays_with_its_backend_while_that_is_there(bool isThere, string stack)
    {
        PacketWalk walk = new(Network(Serving(Port(Protocol.Tcp, B) with { Affinity = ProxiedPort.DefaultAffinity })));
        Assert.Equal("shop/b", walk.Send(Dialled(Protocol.Tcp)).Stack);
        PacketWalk after = walk.Through(Network(Serving(Port(Protocol.Tcp, isThere ? [D, B] : [D]) with { Affinity = ProxiedPort.DefaultAffinity })));

        Assert.All(Enumerable.Range(40001, 20), source => Assert.Equal(stack, after.Send(Dialled(Protocol.Tcp, (ushort)source)).Stack));
    }

    [Fact]
    public void A_client_goes_on_with_the_backend_that_replaced_its_own()
    {
        PacketWalk walk = new(Network(Serving(Port(Protocol.Tcp, B) with { Affinity = ProxiedPort.DefaultAffinity })));
        walk.Send(Dialled(Protocol.Tcp));
        PacketWalk after = walk.Through(Network(Serving(Port(Protocol.Tcp, D) with { Affinity = ProxiedPort.DefaultAffinity })));
        after.Send(Dialled(Protocol.Tcp, 40001));

        Assert.Equal("shop/d", after.Through(Network(Serving(Port(Protocol.Tcp, D, B) with { Affinity = ProxiedPort.DefaultAffinity }))).Send(Dialled(Protocol.Tcp, 40002)).Stack);
    }

    private static Packet Dialled(Protocol protocol, ushort source = 40000) => new(A, s_service, TrafficPoint.Ports(protocol, 53, source));

    private static ClusterNetwork Serving(params ProxiedPort[] services) =>
        Cluster() with { IsRouterPeered = true, Proxy = new ProxySettings { PodRanges = [Prefix("10.244.0.0/16")] }, Services = [.. services] };

    private static CalicoNetwork With(Protocol protocol, params IpAddress[] backends) => Network(Serving(Port(protocol, backends)));

    private static ProxiedPort Port(Protocol protocol, params IpAddress[] backends) =>
        new(new ServicePortName("shop", "dns", ""), protocol, s_service, 53) { Backends = [.. backends.Select(address => new ServiceBackend(address, 53))] };
}
