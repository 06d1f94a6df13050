using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using static Dataplane.Tests.Flannel.Backends.BackendHost;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>What vxlan makes and installs.</summary>
public sealed class VxlanBackendTests
{
    private const string Vxlan = """{"Type": "vxlan"}""";
    private const string Direct = """{"Type": "vxlan", "DirectRouting": true}""";

    private static FlannelStep Add(FlannelBackend backend, FlannelLease lease, Func<FlannelEntry, bool>? fails = null) =>
        backend.Apply(backend.Start, LeaseEvent.Added(lease), fails);

    [Fact]
    public void There_is_an_interface_for_each_family_with_the_base_of_the_subnet()
    {
        FlannelBackend backend = Backend(Vxlan);

        Assert.Equal(["flannel.1", "flannel-v6.1"], backend.Devices.Select(device => device.Name).ToArray());
        Assert.Equal(["10.244.1.0/32", "fc00:0:0:1::/128"], backend.Devices.Select(device => $"{Assert.Single(device.Addresses)}").ToArray());
        Assert.Equal(["192.168.0.1", "2001:db8::1"], backend.Devices.Select(device => $"{device.Local}").ToArray());
        Assert.Equal(["66:f9:37:c3:7e:01", "66:f9:37:c3:7e:02"], backend.Devices.Select(device => $"{device.Mac}").ToArray());
        Assert.All(backend.Devices, device => Assert.Equal((FlannelDeviceKind.Vxlan, 1450, 1, 8472, false), (device.Kind, device.Mtu, device.Vni, device.Port, device.Gbp)));
        Assert.Equal(1450, backend.Mtu);
    }

    [Fact]
    public void Identifier_port_and_group_may_be_set()
    {
        FlannelDevice device = Assert.Single(Backend("""{"Type": "vxlan", "VNI": 7, "Port": 4789, "GBP": true}""", dual: false).Devices);

        Assert.Equal(("flannel.7", 7, 4789, true), (device.Name, device.Vni, device.Port, device.Gbp));
    }

    [Theory]
    [InlineData("65537", 1)]
    [InlineData("65536", 8472)]
    public void Of_a_port_the_kernel_takes_sixteen_bits(string configured, int port) =>
        Assert.Equal(port, Assert.Single(Backend($$"""{"Type": "vxlan", "Port": {{configured}}}""", dual: false).Devices).Port);

    [Fact]
    public void A_lease_gives_a_neighbour_a_forwarding_entry_and_a_route() => Assert.Equal(
        [
            $"10.244.2.0 dev flannel.1 lladdr {MacA} PERMANENT",
            $"{MacA} dev flannel.1 dst 192.168.0.2 self permanent",
            "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink",
        ],
        Lines(Backend(Vxlan).Desired([Other("vxlan")])));

    [Fact]
    public void A_lease_of_both_families_gives_them_for_each() => Assert.Equal(
        [
            $"fc00:0:0:2:: dev flannel-v6.1 lladdr {MacB} PERMANENT",
            $"10.244.2.0 dev flannel.1 lladdr {MacA} PERMANENT",
            $"{MacB} dev flannel-v6.1 dst 2001:db8::2 self permanent",
            $"{MacA} dev flannel.1 dst 192.168.0.2 self permanent",
            "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink",
            "fc00:0:0:2::/64 via fc00:0:0:2:: dev flannel-v6.1 onlink",
        ],
        Lines(Backend(Vxlan).Desired([OtherDual("vxlan")])));

    [Fact]
    public void A_family_that_the_node_does_not_serve_is_left_out() =>
        Assert.Equal(3, Lines(Backend(Vxlan, dual: false).Desired([OtherDual("vxlan")])).Length);

    [Theory]
    [InlineData(Direct, "192.168.0.2", "10.244.2.0/24 via 192.168.0.2 dev eth0")]
    [InlineData(Direct, "192.168.7.2", "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink")]
    [InlineData(Vxlan, "192.168.0.2", "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink")]
    public void Direct_routing_leaves_packets_bare_on_the_same_link(string config, string publicIp, string route)
    {
        FlannelState state = Backend(config).Desired([Other("vxlan", publicIp: publicIp)]);

        Assert.Equal(route, $"{Assert.Single(state.Routes)}");
        Assert.Equal(route.Contains("eth0", StringComparison.Ordinal), state.Neighbours.IsEmpty && state.FdbEntries.IsEmpty);
    }

    [Fact]
    public void What_is_removed_leaves_nothing()
    {
        FlannelBackend backend = Backend(Vxlan);
        FlannelState state = backend.Desired([OtherDual("vxlan"), Other("vxlan", "10.244.3.0/24", "192.168.0.3", "66:f9:37:c3:7e:0c")]);

        FlannelState left = backend.Apply(state, LeaseEvent.Removed(OtherDual("vxlan"))).State;
        Assert.Equal(3, Lines(left).Length);
        Assert.All(Lines(left), line => Assert.DoesNotContain("10.244.2", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failure_takes_back_what_came_before_it_and_leaves_the_second_family_undone(int failing)
    {
        FlannelBackend backend = Backend(Vxlan);
        int tried = 0;
        FlannelStep step = Add(backend, OtherDual("vxlan"), _ => tried++ == failing);

        Assert.Empty(Lines(step.State));
        Assert.Single(step.Failed);
    }

    [Fact]
    public void A_failure_in_the_second_family_leaves_the_first()
    {
        FlannelStep step = Add(Backend(Vxlan), OtherDual("vxlan"), entry => entry is RouteEntry { Route.Destination: { Length: 64 } });

        Assert.Equal(3, Lines(step.State).Length);
        Assert.All(Lines(step.State), line => Assert.DoesNotContain("fc00", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_removal_goes_on_after_a_failure()
    {
        FlannelBackend backend = Backend(Vxlan);
        FlannelStep step = backend.Apply(backend.Desired([Other("vxlan")]), LeaseEvent.Removed(Other("vxlan")), entry => entry is NeighbourEntry);

        Assert.Equal([$"10.244.2.0 dev flannel.1 lladdr {MacA} PERMANENT"], Lines(step.State));
        Assert.IsType<NeighbourEntry>(Assert.Single(step.Failed));
    }

    [Fact]
    public void A_new_Ethernet_address_told_as_an_addition_leaves_the_old_forwarding_entry()
    {
        FlannelBackend backend = Backend(Vxlan);
        FlannelState state = backend.Apply(backend.Desired([Other("vxlan")]), LeaseEvent.Added(Other("vxlan", mac: MacB))).State;

        Assert.Equal(
            [
                $"10.244.2.0 dev flannel.1 lladdr {MacB} PERMANENT",
                $"{MacA} dev flannel.1 dst 192.168.0.2 self permanent",
                $"{MacB} dev flannel.1 dst 192.168.0.2 self permanent",
                "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink",
            ],
            Lines(state));
    }

    [Fact]
    public void Routes_are_not_restored()
    {
        FlannelBackend backend = Backend(Vxlan);
        FlannelState lost = backend.Desired([Other("vxlan")]).WithoutRoute(Block("10.244.2.0/24"));

        Assert.Same(lost, lost.Repair());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"VtepMAC": 7}""")]
    [InlineData("""{"VtepMAC": "66:f9"}""")]
    public void A_lease_whose_data_cannot_be_read_is_passed_over(string? data)
    {
        FlannelLease lease = Other("vxlan");
        FlannelStep step = Add(Backend(Vxlan), lease with { Attributes = lease.Attributes with { BackendData = data } });

        Assert.Equal(FlannelOutcome.Unreadable, step.Outcome);
        Assert.Empty(Lines(step.State));
    }

    [Fact]
    public void A_node_finds_its_own_Ethernet_address_in_what_it_told_before() =>
        Assert.Equal(Mac(MacA), BackendData.VtepMacOf(BackendData.OfVxlan(1, Mac(MacA))));

    [Fact]
    public void A_lease_without_a_public_address_is_passed_over()
    {
        FlannelLease lease = Other("vxlan");

        Assert.Equal(FlannelOutcome.Unreadable, Add(Backend(Vxlan), lease with { Attributes = lease.Attributes with { PublicIp = null } }).Outcome);
    }
}
