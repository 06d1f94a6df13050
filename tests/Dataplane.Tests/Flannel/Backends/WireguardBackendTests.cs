using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.Backends.BackendHost;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>The backend that encrypts.</summary>
public sealed class WireguardBackendTests
{
    private static FlannelBackend Wireguard(string mode = "separate", bool dual = true) =>
        Backend($$$"""{"Type": "wireguard", "Mode": "{{{mode}}}"}""", dual);

    private static string[] Peers(FlannelState state) => [.. state.Peers.Select(peer => $"{peer}")];

    [Fact]
    public void Separate_families_have_an_interface_a_route_and_a_peer_each()
    {
        FlannelBackend backend = Wireguard();

        Assert.Equal(
            [
                "10.244.0.0/16 dev flannel-wg scope link",
                "fc00::/48 dev flannel-wg-v6 scope link",
                "flannel-wg peer key-a endpoint 192.168.0.2:51820 allowed 10.244.2.0/24",
                "flannel-wg-v6 peer key-b endpoint [2001:db8::2]:51821 allowed fc00:0:0:2::/64",
            ],
            Lines(backend.Desired([OtherDual("wireguard")])));
        Assert.Equal([("flannel-wg", 51820), ("flannel-wg-v6", 51821)], backend.Devices.Select(device => (device.Name, device.Port)));
        Assert.All(backend.Devices, device => Assert.Equal((FlannelDeviceKind.Wireguard, 1420), (device.Kind, device.Mtu)));
    }

    [Fact]
    public void A_family_that_is_not_served_has_nothing()
    {
        FlannelBackend backend = Wireguard(dual: false);

        Assert.Equal("flannel-wg", Assert.Single(backend.Devices).Name);
        Assert.Equal(["10.244.0.0/16 dev flannel-wg scope link"], Lines(backend.Start));
        Assert.Single(Peers(backend.Desired([OtherDual("wireguard")])));
    }

    [Theory]
    [InlineData("ipv4", "192.168.0.2", "2001:db8::2", "192.168.0.2")]
    [InlineData("ipv6", "192.168.0.2", "2001:db8::2", "[2001:db8::2]")]
    [InlineData("auto", "203.0.113.2", "2001:db8::2", "203.0.113.2")]
    [InlineData("auto", "192.168.0.2", "2001:db8::2", "[2001:db8::2]")]
    [InlineData("auto", "192.168.0.2", "fd00::2", "192.168.0.2")]
    public void One_interface_for_both_families_has_one_peer_for_a_node(string mode, string publicIp, string publicIpV6, string endpoint)
    {
        FlannelBackend backend = Wireguard(mode);

        Assert.Equal(
            [$"flannel-wg peer key-b endpoint {endpoint}:51820 allowed 10.244.2.0/24, fc00:0:0:2::/64"],
            Peers(backend.Desired([OtherDual("wireguard", publicIp, publicIpV6)])));
        Assert.Equal("10.244.1.0/32 fc00:0:0:1::/128", string.Join(' ', Assert.Single(backend.Devices).Addresses));
    }

    [Fact]
    public void Automatic_mode_takes_the_only_address_there_is() => Assert.Equal(
        ["flannel-wg peer key-a endpoint 192.168.0.2:51820 allowed 10.244.2.0/24"],
        Peers(Wireguard("auto").Desired([Other("wireguard")])));

    [Theory]
    [InlineData("separate")]
    [InlineData("auto")]
    public void A_removed_lease_takes_its_peers_and_leaves_the_routes(string mode)
    {
        FlannelBackend backend = Wireguard(mode);
        FlannelState state = backend.Apply(backend.Desired([OtherDual("wireguard")]), LeaseEvent.Removed(OtherDual("wireguard"))).State;

        Assert.Equal(Lines(backend.Start), Lines(state));
    }

    [Fact]
    public void A_new_key_at_the_same_endpoint_takes_the_place_of_the_old() => Assert.Equal(
        ["flannel-wg peer key-b endpoint 192.168.0.2:51820 allowed 10.244.2.0/24"],
        Peers(Wireguard().Desired([Other("wireguard"), Other("wireguard", mac: MacB)])));

    [Fact]
    public void An_address_is_allowed_to_the_peer_that_came_last() => Assert.Equal(
        [
            "flannel-wg peer key-a endpoint 192.168.0.2:51820 allowed ",
            "flannel-wg peer key-b endpoint 192.168.0.3:51820 allowed 10.244.2.0/24",
        ],
        Peers(Wireguard().Desired([Other("wireguard"), Other("wireguard", publicIp: "192.168.0.3", mac: MacB)])));

    [Theory]
    [InlineData("separate", null)]
    [InlineData("separate", """{"PublicKey": ""}""")]
    [InlineData("auto", "{")]
    public void A_lease_without_a_key_is_passed_over(string mode, string? data)
    {
        FlannelLease lease = Other("wireguard");
        FlannelBackend backend = Wireguard(mode);
        FlannelStep step = backend.Apply(backend.Start, LeaseEvent.Added(lease with { Attributes = lease.Attributes with { BackendData = data } }));

        Assert.Equal(FlannelOutcome.Unreadable, step.Outcome);
    }
}
