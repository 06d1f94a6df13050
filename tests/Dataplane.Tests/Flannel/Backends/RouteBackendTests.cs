using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.Backends.BackendHost;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>The backends that install routes alone: host-gw and ipip.</summary>
public sealed class RouteBackendTests
{
    private const string HostGateway = """{"Type": "host-gw"}""";
    private const string Ipip = """{"Type": "ipip"}""";

    public static TheoryData<string, string> Both => new() { { HostGateway, "host-gw" }, { Ipip, "ipip" } };

    [Fact]
    public void Host_gw_routes_through_the_other_node_and_makes_no_interface()
    {
        FlannelBackend backend = Backend(HostGateway);

        Assert.Equal(["10.244.2.0/24 via 192.168.0.2 dev eth0", "fc00:0:0:2::/64 via 2001:db8::2 dev eth0"], Lines(backend.Desired([OtherDual("host-gw")])));
        Assert.Empty(backend.Devices);
        Assert.Equal(1500, backend.Mtu);
    }

    [Theory]
    [InlineData("192.168.0.9", "2001:db8::1")]
    [InlineData("192.168.0.1", "2001:db8::9")]
    public void Host_gw_needs_the_public_address_to_be_the_interfaces(string publicIp, string publicIpV6)
    {
        FlannelHost host = Host(HostGateway);
        FlannelLease lease = host.Lease with { Attributes = new("host-gw") { PublicIp = Ip(publicIp), PublicIpV6 = Ip(publicIpV6) } };

        Assert.Equal(FlannelErrorKind.Unsupported, FlannelBackend.Of(host with { Lease = lease }).Error!.Kind);
    }

    [Fact]
    public void Ipip_routes_into_the_tunnel_whose_other_end_is_the_gateway()
    {
        FlannelBackend backend = Backend(Ipip);
        FlannelDevice device = Assert.Single(backend.Devices);

        Assert.Equal(["10.244.2.0/24 via 192.168.0.2 dev flannel.ipip onlink"], Lines(backend.Desired([OtherDual("ipip")])));
        Assert.Equal(("flannel.ipip", FlannelDeviceKind.Ipip, 1480, Ip("192.168.0.1")), (device.Name, device.Kind, device.Mtu, device.Local));
        Assert.Equal("10.244.1.0/32", $"{Assert.Single(device.Addresses)}");
    }

    [Theory]
    [InlineData("192.168.0.2", "eth0")]
    [InlineData("192.168.7.2", "flannel.ipip")]
    public void Ipip_leaves_packets_bare_on_the_same_link_if_told_to(string publicIp, string device) => Assert.Equal(
        [$"10.244.2.0/24 via {publicIp} dev {device} onlink"],
        Lines(Backend("""{"Type": "ipip", "DirectRouting": true}""").Desired([Other("ipip", publicIp: publicIp)])));

    [Fact]
    public void Ipip_needs_room_for_a_second_header()
    {
        Assert.Equal(FlannelErrorKind.Unsupported, FlannelBackend.Of(Host(Ipip, mtu: 20)).Error!.Kind);
        Assert.Null(FlannelBackend.Of(Host(Ipip, mtu: 21)).Error);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_lost_route_is_restored_and_a_foreign_one_in_its_place_stays(string config, string type)
    {
        FlannelBackend backend = Backend(config);
        FlannelState state = backend.Desired([Other(type)]);
        FlannelState lost = state.WithoutRoute(Block("10.244.2.0/24"));
        FlannelState foreign = new RouteEntry(new(Block("10.244.2.0/24")) { Device = "eth9" }).InstallIn(state);

        Assert.Empty(Lines(lost));
        Assert.Equal(Lines(state), Lines(lost.Repair()));
        Assert.Equal(["10.244.2.0/24 dev eth9 scope link"], Lines(foreign.Repair()));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_route_that_could_not_be_installed_is_installed_later(string config, string type)
    {
        FlannelBackend backend = Backend(config);
        FlannelStep step = backend.Apply(backend.Start, LeaseEvent.Added(Other(type)), _ => true);

        Assert.Empty(Lines(step.State));
        Assert.Single(Lines(step.State.Repair()));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_removed_route_is_not_restored_even_if_removing_it_failed(string config, string type)
    {
        FlannelBackend backend = Backend(config);
        FlannelState state = backend.Desired([Other(type)]);

        Assert.Empty(Lines(backend.Apply(state, LeaseEvent.Removed(Other(type))).State.Repair()));
        FlannelState stuck = backend.Apply(state, LeaseEvent.Removed(Other(type)), _ => true).State;
        Assert.Empty(Lines(stuck.WithoutRoute(Block("10.244.2.0/24")).Repair()));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_removal_leaves_a_route_that_is_not_its_own(string config, string type)
    {
        FlannelBackend backend = Backend(config);
        FlannelState state = backend.Desired([Other(type, publicIp: "192.168.0.3")]);

        Assert.Single(Lines(backend.Apply(state, LeaseEvent.Removed(Other(type))).State));
    }

    [Fact]
    public void A_failure_for_one_family_does_not_hold_up_the_other()
    {
        FlannelBackend backend = Backend(HostGateway);
        FlannelStep step = backend.Apply(backend.Start, LeaseEvent.Added(OtherDual("host-gw")), entry => entry is RouteEntry { Route.Destination.Length: 24 });

        Assert.Equal(["fc00:0:0:2::/64 via 2001:db8::2 dev eth0"], Lines(step.State));
    }
}
