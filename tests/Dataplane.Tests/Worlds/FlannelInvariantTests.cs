using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>What holds in all networks holds in Flannel's, with every backend; and what holds in Flannel's alone.</summary>
public sealed class FlannelInvariantTests : NetworkInvariants
{
    [Fact]
    public void A1_pods_send_to_the_bridge_and_to_the_pods_beside_them() => HoldsOnPairs((world, pair, trace) =>
    {
        bool isBeside = pair.Source.Node == pair.Destination.Node;
        NetworkDevice expected = isBeside ? world.Network.Stack(pair.Destination.Stack)!.Device("eth0")! : world.Network.Stack(pair.Source.Node)!.Device("cni0")!;
        Assert.Equal((pair.Source.Stack, expected.Mac), trace.Steps.OfType<SentStep>().First() is var first ? (first.Stack, first.DestinationMac) : default);
    });

    [Fact]
    public void A8_a_frame_for_another_tunnels_address_is_dropped_where_it_arrives() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        PacketTrace usual = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To));
        if (usual.Steps.OfType<EncapsulatedStep>().SingleOrDefault() is { Packet: { Inner: { Kind: EncapsulationKind.Vxlan } inner } outer } step)
        {
            Packet wrong = outer with { Inner = inner with { DestinationMac = new MacAddress(inner.DestinationMac.Value ^ 1) } };
            PacketTrace trace = new PacketWalk(world.Network).Send(step.Stack, wrong);
            Assert.Equal((WalkEnd.WrongMac, pair.Destination.Node), (trace.End, trace.Stack));
        }
    }));

    [Fact]
    public void T8_with_wireguard_nothing_between_pods_of_two_nodes_travels_unencrypted() => HoldsOnPairs((world, pair, trace) =>
    {
        bool isWireguard = world.Network.Stack(pair.Source.Node)!.Devices.OfType<WireguardDevice>().Any();
        Assert.All(trace.Steps.OfType<SentStep>().Where(step => isWireguard && step.Device.StartsWith(Underlay.Uplink, StringComparison.Ordinal) && step.Stack == pair.Source.Node), step => Assert.Equal(EncapsulationKind.Wireguard, step.Packet.Inner?.Kind));
    });

    [Fact]
    public void A11_interfaces_of_a_nodes_pods_have_names_of_their_own() => Holds(world => Assert.All(world.Cluster.Nodes, node =>
    {
        string[] names = [.. world.Network.Stack(node.Name)!.Devices.Select(device => device.Name)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }));

    [Fact]
    public void T4_vxlan_of_IPv6_adds_more_than_Flannel_leaves() => Holds(world => Assert.All(world.Pairs.Where(pair => world.Excess(pair.From.Family) > 0), pair =>
    {
        int mtu = world.Network.Stack(pair.Source.Stack)!.Device("eth0")!.Mtu;
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To) with { Length = mtu });
        Assert.Equal(trace.Steps.OfType<EncapsulatedStep>().Any() ? WalkEnd.TooBig : WalkEnd.Delivered, trace.End);
    }));

    [Fact]
    public void T11_what_a_node_sends_into_the_overlay_without_a_bound_address_has_its_tunnels_address() => Holds(world => Assert.All(world.Cluster.Pods, pod =>
    {
        foreach ((ClusterNode node, IpAddress to) in from node in world.Cluster.Nodes from to in pod.Addresses select (node, to))
        {
            PacketTrace trace = new PacketWalk(world.Network).SendUnbound(node.Name, to, World.Probe(to, to).Traffic)!;
            if (trace.Steps.OfType<EncapsulatedStep>().Any())
            {
                Assert.Equal(node.PodCidrs.Single(subnet => subnet.First.Family == to.Family).First, trace.Packet.Source);
            }
        }
    }));

    protected override void Holds(Action<ClusterWorld> law) => TestKit.Property.Holds(FlannelPlan.Any, plan => law(FlannelWorld.OfFlannel(plan)));
}
