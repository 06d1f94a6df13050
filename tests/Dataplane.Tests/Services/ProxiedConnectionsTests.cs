using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>Which connections outlive a change of rules.</summary>
public sealed class ProxiedConnectionsTests
{
    private static readonly ProxiedPort Names = Web with { Protocol = Protocol.Udp };

    [Fact]
    public void A_UDP_connection_ends_with_its_backend() => Assert.Equal(0, Left(Names, Names.With(Names.Backends[1])));

    [Fact]
    public void A_UDP_connection_ends_when_its_backend_is_not_ready_any_more() =>
        Assert.Equal(0, Left(Names, Names.With(Ending("10.18.1.1", "node-1"), Names.Backends[1])));

    [Fact]
    public void A_UDP_connection_stays_with_a_backend_that_is_still_used()
    {
        Assert.Equal(1, Left(Names, Names.With(Names.Backends[0])));
        Assert.Equal(1, Left(Names, Names.With(Ending("10.18.1.1", "node-1"))));
        Assert.Equal(1, Left(Names, Names.With(Names.Backends[0] with { ZoneHints = ["b"] }, Names.Backends[1] with { ZoneHints = ["a"] })));
    }

    [Fact]
    public void A_UDP_connection_ends_with_its_Service_port() => Assert.Equal(0, Left(Names));

    [Fact]
    public void A_UDP_connection_ends_when_its_address_becomes_another_Services() =>
        Assert.Equal(0, Left(Names, Names with { Name = new("default", "other", "") }));

    [Fact]
    public void A_UDP_connection_that_passed_untranslated_ends_when_a_Service_gains_its_first_backend()
    {
        FirstPacket packet = Packet(OwnPod, "10.96.0.10", 80, Protocol.Udp);
        ProxiedConnections connections = ProxiedConnections.None.With(packet, Proxy().Ask(packet));

        Assert.Equal(1, connections.Under(Proxy(Names.With())).Count);
        Assert.Equal(0, connections.Under(Proxy(Names)).Count);
    }

    [Fact]
    public void A_TCP_connection_keeps_its_broken_entry() => Assert.Equal(1, Left(Web));

    [Fact]
    public void Refused_and_discarded_packets_leave_no_connection()
    {
        FirstPacket packet = Packet(OwnPod, "10.96.0.10", 80);

        Assert.Equal(0, ProxiedConnections.None.With(packet, Proxy(Web.With()).Ask(packet)).Count);
    }

    private static int Left(ProxiedPort before, params ProxiedPort[] after)
    {
        FirstPacket packet = Packet(OwnPod, "10.96.0.10", 80, before.Protocol);
        ProxiedConnections connections = ProxiedConnections.None.With(packet, Proxy(before).Reach(packet));

        Assert.NotNull(connections.Of(packet));
        return connections.Under(Proxy(after)).Count;
    }
}
