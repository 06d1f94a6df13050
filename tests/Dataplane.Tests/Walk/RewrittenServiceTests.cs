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

        Assert.NotEqual("shop/b", walk.Through(Network(Serving())).Send(Dialled(Protocol.Udp)).Stack, StringComparer.Ordinal);
    }

    [Fact]
    public void A_UDP_flow_that_left_untranslated_is_translated_once_there_is_a_Service()
    {
        PacketWalk walk = new(Network(Serving()));
        Assert.Equal(PodNetwork.Outside, walk.Send(Dialled(Protocol.Udp)).Stack);

        Assert.Equal("shop/b", walk.Through(With(Protocol.Udp, B)).Send(Dialled(Protocol.Udp)).Stack);
    }

    private static Packet Dialled(Protocol protocol) => new(A, s_service, TrafficPoint.Ports(protocol, 53, 40000));

    private static ClusterNetwork Serving(params ProxiedPort[] services) =>
        Cluster() with { IsRouterPeered = true, Proxy = new ProxySettings { PodRanges = [Prefix("10.244.0.0/16")] }, Services = [.. services] };

    private static CalicoNetwork With(Protocol protocol, params IpAddress[] backends) => Network(Serving(
        new ProxiedPort(new ServicePortName("shop", "dns", ""), protocol, s_service, 53) { Backends = [.. backends.Select(address => new ServiceBackend(address, 53))] }));
}
