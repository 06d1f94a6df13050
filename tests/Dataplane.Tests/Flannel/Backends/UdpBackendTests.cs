using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.Backends.BackendHost;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>The backend whose daemon moves packets itself.</summary>
public sealed class UdpBackendTests
{
    private static FlannelBackend Udp { get; } = Backend("""{"Type": "udp"}""");

    private static ProxyTable Table(params string[] subnets) =>
        Udp.Desired(subnets.Select((subnet, at) => Other("udp", subnet, $"192.168.0.{at + 2}"))).Proxy;

    private static string Order(ProxyTable table) => string.Join(' ', table.Routes.Select(route => $"{route.Subnet}"));

    [Fact]
    public void The_whole_network_goes_to_the_daemon_and_the_daemon_knows_the_nodes()
    {
        FlannelDevice device = Assert.Single(Udp.Devices);

        Assert.Equal(["10.244.0.0/16 dev flannel0 scope link", "10.244.2.0/24 to 192.168.0.2:8285"], Lines(Udp.Desired([Other("udp")])));
        Assert.Equal(("flannel0", FlannelDeviceKind.Tun, 1472, 8285), (device.Name, device.Kind, device.Mtu, device.Port));
        Assert.Equal("10.244.1.0/32", $"{Assert.Single(device.Addresses)}");
    }

    [Fact]
    public void The_port_may_be_set() =>
        Assert.Contains("10.244.2.0/24 to 192.168.0.2:9", Lines(Backend("""{"Type": "udp", "Port": 9}""").Desired([Other("udp")])), StringComparer.Ordinal);

    [Fact]
    public void A_line_for_the_same_subnet_is_overwritten_in_its_place()
    {
        FlannelState state = Udp.Desired([Other("udp"), Other("udp", "10.244.3.0/24"), Other("udp", publicIp: "192.168.0.9")]);

        Assert.Equal("10.244.2.0/24 10.244.3.0/24", Order(state.Proxy));
        Assert.Equal(Ip("192.168.0.9"), state.Proxy.Routes[0].Endpoint);
    }

    [Fact]
    public void The_last_line_takes_the_place_of_one_removed()
    {
        FlannelState state = Udp.Desired([Other("udp"), Other("udp", "10.244.3.0/24"), Other("udp", "10.244.4.0/24")]);

        Assert.Equal("10.244.4.0/24 10.244.3.0/24", Order(Udp.Apply(state, LeaseEvent.Removed(Other("udp"))).State.Proxy));
        Assert.Equal(Order(state.Proxy), Order(Udp.Apply(state, LeaseEvent.Removed(Other("udp", "10.244.9.0/24"))).State.Proxy));
    }

    [Fact]
    public void A_line_that_was_found_changes_places_with_the_first()
    {
        (ProxyRoute? route, ProxyTable after) = Table("10.244.2.0/24", "10.244.3.0/24", "10.244.4.0/24").Find(Ip("10.244.4.7"));

        Assert.Equal(Ip("192.168.0.4"), route!.Endpoint);
        Assert.Equal("10.244.4.0/24 10.244.3.0/24 10.244.2.0/24", Order(after));
    }

    [Fact]
    public void The_first_line_that_matches_counts_not_the_longest() =>
        Assert.Equal("10.244.2.0/23", $"{Table("10.244.2.0/23", "10.244.3.0/24").Find(Ip("10.244.3.7")).Route!.Subnet}");

    [Fact]
    public void Either_side_takes_one_from_the_TTL()
    {
        ProxyOutcome sent = UdpProxy.FromTun(Table("10.244.2.0/24"), Ip("10.244.2.7"), 63);

        Assert.Equal((ProxyAction.Send, (byte)62, Ip("192.168.0.2")), (sent.Action, sent.Ttl, sent.Route!.Endpoint));
        Assert.Equal(61, UdpProxy.FromSocket(sent.Ttl));
    }

    [Fact]
    public void A_TTL_that_comes_to_0_is_discarded_without_a_word()
    {
        ProxyOutcome outcome = UdpProxy.FromTun(Table("10.244.2.0/24"), Ip("10.244.2.7"), 1);

        Assert.Equal((ProxyAction.Discard, null), (outcome.Action, outcome.Route));
        Assert.Equal(0, UdpProxy.FromSocket(1));
    }

    [Fact]
    public void A_TTL_of_0_wraps_around()
    {
        Assert.Equal(255, UdpProxy.FromTun(Table("10.244.2.0/24"), Ip("10.244.2.7"), 0).Ttl);
        Assert.Equal(255, UdpProxy.FromSocket(0));
    }

    [Theory]
    [InlineData(false, ProxyAction.AnswerUnreachable)]
    [InlineData(true, ProxyAction.Discard)]
    public void An_unknown_destination_is_answered_unless_the_packet_is_one_that_is_not(bool isUnanswered, ProxyAction expected) =>
        Assert.Equal(expected, UdpProxy.FromTun(Table("10.244.2.0/24"), Ip("10.244.9.7"), 1, isUnanswered).Action);
}
