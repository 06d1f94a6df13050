using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of tunnels and sizes.</summary>
public abstract partial class NetworkInvariants
{
    private const int EthernetHeader = 14;

    [Fact]
    public void T1_what_is_unwrapped_is_what_was_wrapped() => HoldsOnWays((_, trace) =>
    {
        Packet[] wrapped = [.. trace.Steps.OfType<EncapsulatedStep>().Select(step => step.Packet.Inner!.Packet)];
        Packet[] unwrapped = [.. trace.Steps.OfType<DecapsulatedStep>().Select(step => step.Packet)];
        Assert.Equal(wrapped, unwrapped);
    });

    [Fact]
    public void T2_packets_around_others_go_from_node_to_node() => HoldsOnWays((world, trace) => Assert.All(trace.Steps.OfType<EncapsulatedStep>(), step =>
    {
        IpFamily family = step.Packet.Source.Family;
        Assert.Equal(world.NodeNamed(step.Stack).Address(family)!.Value.Address, step.Packet.Source);
        ClusterPod destination = world.Cluster.Pods.Single(pod => pod.Addresses.Contains(step.Packet.Inner!.Packet.Destination));
        Assert.Equal(world.NodeNamed(destination.Node).Address(family)!.Value.Address, step.Packet.Destination);
    }));

    [Fact]
    public void T3_wrapping_adds_as_many_octets_as_the_mode_says() => HoldsOnWays((_, trace) => Assert.All(trace.Steps.OfType<EncapsulatedStep>(), step =>
    {
        int overhead = (step.Packet.Inner!.Kind, step.Packet.Source.Family) switch
        {
            (EncapsulationKind.Ipip, _) => 20,
            (EncapsulationKind.Udp, _) => 28,
            (EncapsulationKind.Vxlan, IpFamily.V4) => 50,
            (EncapsulationKind.Vxlan, _) => 70,
            (_, IpFamily.V4) => 60,
            _ => 80,
        };
        Assert.Equal(step.Packet.Inner.Packet.Length + overhead, step.Packet.Length);
        SentStep sent = trace.Steps.OfType<SentStep>().First(other => ReferenceEquals(other.Packet, step.Packet));
        Assert.Equal(step.Packet.Length + EthernetHeader, Assert.Single(sent.FrameLengths));
    }));

    [Fact]
    public void T4_a_packet_as_large_as_a_pod_may_send_is_neither_taken_apart_nor_refused() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        int mtu = world.Network.Stack(pair.Source.Stack)!.DeviceWith(pair.From)!.Mtu - world.Excess(pair.From.Family);
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To) with { Length = mtu });
        Assert.Equal(WalkEnd.Delivered, trace.End);
        Assert.All(trace.Steps.OfType<SentStep>(), step => Assert.InRange(Assert.Single(step.FrameLengths), 0, world.Cluster.Mtu + EthernetHeader));
    }));

    [Fact]
    public void T5_a_packet_larger_than_the_tunnel_gets_one_message_and_is_delivered_in_pieces_where_it_may_be() => Holds(world =>
    {
        PodNetwork tooLarge = Walk.Overlaid.WithPodMtu(world.Network, world.Cluster.Mtu);
        foreach ((ClusterPod source, IpAddress from, ClusterPod destination, IpAddress to) in world.Pairs)
        {
            PacketTrace usual = new PacketWalk(world.Network).Send(World.Probe(from, to));
            if (usual.Steps.OfType<EncapsulatedStep>().FirstOrDefault() is not { } wrapped)
            {
                continue;
            }

            Packet large = World.Probe(from, to) with { Length = world.Cluster.Mtu };
            PacketTrace refused = new PacketWalk(tooLarge).Send(large);
            Assert.Equal((WalkEnd.TooBig, source.Node), (refused.End, refused.Stack));
            Assert.Equal((WalkEnd.Delivered, source.Stack), (refused.Answer!.End, refused.Answer.Stack));
            Assert.Equal(world.Network.Stack(source.Node)!.Device(wrapped.Device)!.Mtu, refused.Answer.Packet.NextHopMtu);
            if (from.Family == IpFamily.V4)
            {
                Assert.Equal((WalkEnd.Delivered, destination.Stack), new PacketWalk(tooLarge).Send(large with { DontFragment = false }) is var pieces ? (pieces.End, pieces.Stack) : default);
            }
        }
    });
}
