using Dataplane.Tests.Walk;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>Networks with wrong entries, missing routes and other limits: packets are lost where the model says, and who sent them is told the same.</summary>
public sealed class FaultSceneTests
{
    private const string Tunnel = "vxlan.calico";

    private static readonly MacAddress s_nobody = new(0x0200_dead_beef);

    [FabricFact]
    public void A_stale_forwarding_entry_leads_to_the_wrong_node() => Play(
        AlteredNetwork.Links("n1", links => LinkTable.Of(links.Neighbours, links.Forwarding.Select(entry => entry.Destination == N2 ? entry with { Destination = N3 } : entry))),
        (WalkEnd.WrongMac, "n3"));

    [FabricFact]
    public void A_missing_forwarding_entry_loses_the_packet_where_it_is() => Play(
        AlteredNetwork.Links("n1", links => LinkTable.Of(links.Neighbours, links.Forwarding.Where(entry => entry.Destination != N2))),
        (WalkEnd.ForwardingEntryMissing, "n1"));

    [FabricFact]
    public void A_missing_neighbour_of_the_tunnel_loses_the_packet_where_it_is() => Play(
        AlteredNetwork.Links("n1", links => LinkTable.Of(links.Neighbours.Where(neighbour => neighbour.Address != T2), links.Forwarding)),
        (WalkEnd.NeighborUnknown, "n1"));

    [FabricFact]
    public void A_wrong_ethernet_address_is_refused_by_the_right_node() => Play(
        AlteredNetwork.Links("n1", links => LinkTable.Of(
            links.Neighbours.Select(neighbour => neighbour.Address == T2 ? neighbour with { Mac = s_nobody } : neighbour),
            links.Forwarding.Append(new FdbEntry(Tunnel, s_nobody, N2)))),
        (WalkEnd.WrongMac, "n2"));

    [FabricFact]
    public void Another_network_number_is_taken_by_nobody() => Play(
        AlteredNetwork.Devices("n2", device => device is VxlanDevice vxlan ? vxlan with { Vni = 4097 } : device),
        (WalkEnd.TunnelMismatch, "n2"));

    [FabricFact]
    public void A_pod_with_a_wrong_neighbour_is_not_heard_by_its_node() => Play(
        AlteredNetwork.Links("shop/a", _ => LinkTable.Of([new Neighbour("eth0", Address("169.254.1.1"), s_nobody)], [])),
        (WalkEnd.WrongMac, "n1"));

    [FabricFact]
    public void Without_a_default_route_the_node_answers_no_pod() => Play(
        AlteredNetwork.Routes("n1", routes => routes.Where(route => route.Destination.Length != 0)),
        (WalkEnd.NeighborUnknown, "shop/a"));

    [FabricFact]
    public void A_route_through_the_pods_own_interface_is_answered_for_nobody() => Play(
        AlteredNetwork.Routes("n1", routes => routes.Append(new Route(IpPrefix.Of(Address("169.254.1.1"))) { Device = Host(A) })),
        (WalkEnd.NeighborUnknown, "shop/a"));

    [FabricFact]
    public void A_node_without_the_route_sends_the_packet_out() => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Always),
        scene => Assert.Equal(WalkEnd.NotAnnounced, scene.Send(Ping(A, B)).End),
        alter: AlteredNetwork.Routes("n1", routes => routes.Where(route => !route.Destination.Contains(B) || route.Destination.Length == 0)));

    [FabricTheory]
    [InlineData(RouteKind.Blackhole, WalkEnd.Blackholed)]
    [InlineData(RouteKind.Unreachable, WalkEnd.Blackholed)]
    [InlineData(RouteKind.Prohibit, WalkEnd.Blackholed)]
    [InlineData(RouteKind.Throw, WalkEnd.NoRoute)]
    public void Routes_that_lead_nowhere(RouteKind kind, WalkEnd end) => Play(
        AlteredNetwork.Routes("n1", routes => routes.Append(new Route(IpPrefix.Of(B)) { Kind = kind })), (end, "n1"));

    [FabricFact]
    public void A_node_that_does_not_forward_keeps_what_is_not_its_own() => Play(
        network => new AlteredNetwork(network, stack => stack.Name == "n1" ? new NetworkStack(stack.Name, stack.Devices, stack.Rules, LinkTable.Of([], [])) { IsForwarding = false } : stack),
        (WalkEnd.NeighborUnknown, "shop/a"));

    [FabricFact]
    public void Routes_that_lead_in_circles_wear_the_packet_out() => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Never),
        scene => Assert.Equal(WalkEnd.Looped, scene.Send(Ping(A, B)).End),
        alter: AlteredNetwork.Routes("n2", routes => routes.Select(route => route.Destination == IpPrefix.Of(B) ? new Route(route.Destination) { Gateway = N1, Device = "eth0" } : route)));

    private static void Play(Func<PodNetwork, PodNetwork> alter, (WalkEnd, string) end) => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Always),
        scene => Assert.Equal(end, scene.Send(Ping(A, B)) is var trace ? (trace.End, trace.Stack) : default),
        alter: alter);

    private static string Host(IpAddress pod) => Network(Cluster()).Stack("n1")!.Lookup(null, pod)!.Device!;
}
