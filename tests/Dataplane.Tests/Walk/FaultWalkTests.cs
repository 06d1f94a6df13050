using Dataplane.Tests.Walk.Kernel;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Where packets are lost when something on the way is not as it should be.</summary>
public sealed class FaultWalkTests
{
    private static readonly PodNetwork Vxlan = Network(Cluster(vxlan: EncapsulationMode.Always));

    [Fact]
    public void Without_a_forwarding_entry_the_sender_drops() => EndsAt(WalkEnd.ForwardingEntryMissing, "n1", KernelFaults.WithoutForwarding(Vxlan));

    [Fact]
    public void Without_a_neighbour_the_sender_drops() => EndsAt(WalkEnd.NeighborUnknown, "n1", KernelFaults.WithoutNeighbours(Vxlan));

    [Fact]
    public void With_a_wrong_Ethernet_address_the_receiver_drops() => EndsAt(WalkEnd.WrongMac, "n2", KernelFaults.WithWrongMacs(Vxlan));

    [Fact]
    public void With_a_stale_forwarding_entry_the_wrong_node_drops() => EndsAt(WalkEnd.WrongMac, "n3", KernelFaults.WithStaleForwarding(Vxlan));

    [Fact]
    public void A_second_machine_for_an_Ethernet_address_changes_nothing() => EndsAt(WalkEnd.Delivered, "shop/b", KernelFaults.WithSecondForwarding(Vxlan));

    [Fact]
    public void A_route_into_a_tunnel_is_refused_unless_its_gateway_counts_as_on_the_link()
    {
        RouteTable table = Vxlan.Stack("n1")!.Rules.Single().Table;
        Route route = table.All.First(route => route.OnLink);

        Assert.True(table.Takes(route));
        Assert.False(table.Takes(route with { OnLink = false }));
        Assert.True(table.Takes(new Route(Prefix("10.9.0.0/16")) { Gateway = N2, Device = "eth0" }));
        Assert.False(table.Takes(new Route(Prefix("10.9.0.0/16")) { Gateway = N2, Device = "eth1" }));
        Assert.False(table.Takes(new Route(Prefix("10.9.0.0/16")) { Gateway = N3, Device = "eth0" }));
        Assert.True(table.Takes(new Route(Prefix("10.9.0.0/16")) { Device = "eth0" }));
    }

    [Fact]
    public void A_node_that_sends_into_its_own_blackhole_tells_nobody_but_itself()
    {
        PacketTrace trace = new PacketWalk(Vxlan).SendUnbound("n1", Address("10.244.1.60"), TrafficPoint.Icmp(Protocol.Icmp, 8))!;

        Assert.Equal((WalkEnd.Blackholed, "n1", null), (trace.End, trace.Stack, trace.Answer));
    }

    private static void EndsAt(WalkEnd end, string stack, PodNetwork network) =>
        Assert.Equal((end, stack), new PacketWalk(network).Send(Ping(A, B)) is var trace ? (trace.End, trace.Stack) : default);
}
