using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of Services on whole walks through random clusters: there, and back.</summary>
public sealed class ServiceInvariantTests
{
    private static readonly IpAddress s_client = IpAddress.V4(0xCB00_7109);

    [Fact]
    public void S1_a_packet_to_a_cluster_address_ends_at_a_backend_or_is_refused() => HoldsFromPods((world, _, trace) =>
        Assert.Equal((WalkEnd.Delivered, true), (trace.End, BackendsOf(world).Contains(trace.Packet.Destination))));

    [Fact]
    public void S2_every_packet_of_a_connection_goes_to_one_backend() => Holds((world, seed) => Assert.All(BackendsOf(world), client =>
    {
        PacketWalk walk = new(world.Network, seed);
        PacketTrace first = walk.Send(ToService(client));
        walk.Reply(first);
        Assert.Equal(first.Packet.Destination, walk.Send(ToService(client)).Packet.Destination);
    }));

    [Fact]
    public void S5_the_answer_comes_from_the_address_that_was_dialled() => Holds((world, seed) =>
    {
        foreach (Packet packet in BackendsOf(world).Select(ToService).Concat(NodePortsOf(world)))
        {
            PacketWalk walk = new(world.Network, seed);
            PacketTrace there = walk.Send(packet);
            if (there.IsDelivered)
            {
                PacketTrace back = walk.Reply(there);
                Assert.True(back.IsDelivered);
                Assert.Equal((packet.Destination, packet.Source), (back.Packet.Source, back.Packet.Destination));
                Assert.Equal((packet.Traffic.Minor, packet.Traffic.Major), (back.Packet.Traffic.Major, back.Packet.Traffic.Minor));
            }
        }
    });

    [Fact]
    public void S8_a_backend_of_another_node_sees_the_node_that_the_packet_came_in_by() => Holds((world, seed) => Assert.All(NodePortsOf(world), packet =>
    {
        PacketTrace trace = new PacketWalk(world.Network, seed).Send(packet);
        ClusterNode entry = world.Cluster.Nodes.Single(node => node.V4!.Value.Address == packet.Destination);
        if (BackendsOf(world).Any())
        {
            Assert.Equal(WalkEnd.Delivered, trace.End);
            Assert.True(world.Network.Stack(entry.Name)!.Owns(trace.Packet.Source));
        }
        else
        {
            Assert.Equal(WalkEnd.RefusedByService, trace.End);
        }
    }));

    [Fact]
    public void S9_a_pod_keeps_its_address_towards_other_backends_and_is_masqueraded_towards_itself() => HoldsFromPods((world, client, trace) =>
    {
        ClusterPod pod = world.Cluster.Pods.Single(candidate => candidate.Addresses.Contains(client));
        Assert.True(trace.Packet.Destination == client
            ? world.Network.Stack(pod.Node)!.Owns(trace.Packet.Source)
            : trace.Packet.Source == client);
    });

    [Fact]
    public void S10_without_backends_a_cluster_address_refuses() => Holds((world, seed) => Assert.All(world.Cluster.Nodes.Where(_ => !BackendsOf(world).Any()), node =>
        Assert.Equal(WalkEnd.RefusedByService, new PacketWalk(world.Network, seed).Send(node.Name, ToService(node.V4!.Value.Address)).End)));

    private static Packet ToService(IpAddress client) => new(client, World.Service.Address, TrafficPoint.Ports(Protocol.Tcp, World.Service.Port, 40000));

    private static IEnumerable<Packet> NodePortsOf(World world) =>
        world.Cluster.Nodes.Select(node => new Packet(s_client, node.V4!.Value.Address, TrafficPoint.Ports(Protocol.Tcp, World.Service.NodePort, 40000)));

    private static IEnumerable<IpAddress> BackendsOf(World world) => world.Cluster.Services[0].Backends.Select(backend => backend.Address);

    private static void HoldsFromPods(Action<World, IpAddress, PacketTrace> law) => Holds((world, seed) =>
        Assert.All(BackendsOf(world), client => law(world, client, new PacketWalk(world.Network, seed).Send(ToService(client)))));

    private static void Holds(Action<World, ulong> law) => Property.Holds(Plan.Any, plan => Assert.All((ulong[])[1, 2], seed => law(new World(plan), seed)));
}
