using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of routing in random clusters whose agents have seen everything, whoever connects the pods.</summary>
public abstract partial class NetworkInvariants
{
    [Fact]
    public void R1_pods_reach_each_other_without_translation() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To));
        Assert.Equal((WalkEnd.Delivered, pair.Destination.Stack, pair.From, pair.To), (trace.End, trace.Stack, trace.Packet.Source, trace.Packet.Destination));
    }));

    [Fact]
    public void R2_nodes_and_pods_reach_each_other_and_only_outgoing_translation_replaces_a_source() => Holds(world =>
    {
        foreach (ClusterPod pod in world.Cluster.Pods)
        {
            foreach (ClusterNode node in world.Cluster.Nodes)
            {
                foreach (IpAddress address in pod.Addresses.Where(address => node.Address(address.Family) is not null))
                {
                    FromNode(world, node, pod, address);
                    ToNode(world, node, pod, address);
                }
            }
        }
    });

    [Fact]
    public void R3_the_address_of_a_pods_interface_is_the_one_others_see() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        NetworkStack stack = world.Network.Stack(pair.Source.Stack)!;
        PacketTrace trace = new PacketWalk(world.Network).SendUnbound(pair.Source.Stack, pair.To, World.Probe(pair.From, pair.To).Traffic)!;
        Assert.True(stack.Owns(trace.Packet.Source));
        Assert.Equal(pair.From, trace.Packet.Source);
    }));

    [Fact]
    public void R5_the_longest_prefix_leads_to_the_pods_node_in_one_hop() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To));
        string[] nodes = [.. trace.Steps.Select(step => step.Stack).Where(stack => world.Cluster.Nodes.Any(node => node.Name == stack)).Distinct(StringComparer.Ordinal)];
        Assert.Equal(world.NodesBetween(pair.Source, pair.Destination), nodes, StringComparer.Ordinal);
    }));

    [Fact]
    public void R6_no_destination_makes_a_packet_come_back() => Holds(world => Assert.All(world.Ranges.SelectMany(range => new[] { range.First, range.Last }).Concat(world.Cluster.Pods.SelectMany(pod => pod.Addresses)), destination =>
    {
        foreach (ClusterNode node in world.Cluster.Nodes)
        {
            PacketTrace? trace = new PacketWalk(world.Network).SendUnbound(node.Name, destination, World.Probe(destination, destination).Traffic);
            Assert.NotEqual(WalkEnd.Looped, trace?.End);
            Assert.NotEqual(WalkEnd.TimeToLiveExceeded, trace?.End);
        }
    }));

    [Fact]
    public void R21_life_only_shortens_by_one_at_every_router() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To));
        int[] lives = [.. trace.Steps.Select(step => step.Packet.Inner?.Packet.TimeToLive ?? step.Packet.TimeToLive)];
        Assert.All(lives.Zip(lives.Skip(1)), next => Assert.InRange(next.First - next.Second, 0, 1 + (world.FurtherLosses / 2)));
        int routers = trace.Steps.OfType<RoutedStep>().Count(step => step.Packet.Inner is null && step.Stack != pair.Source.Stack);
        Assert.Equal(64 - routers - (pair.Source.Node == pair.Destination.Node ? 0 : world.FurtherLosses), trace.Packet.TimeToLive);
    }));

    private static void FromNode(ClusterWorld world, ClusterNode node, ClusterPod pod, IpAddress address)
    {
        PacketTrace trace = new PacketWalk(world.Network).SendUnbound(node.Name, address, World.Probe(address, address).Traffic)!;
        Assert.Equal((WalkEnd.Delivered, pod.Stack), (trace.End, trace.Stack));
        Assert.True(world.Network.Stack(node.Name)!.Owns(trace.Packet.Source));
    }

    private static void ToNode(ClusterWorld world, ClusterNode node, ClusterPod pod, IpAddress address)
    {
        IpAddress to = node.Address(address.Family)!.Value.Address;
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(address, to));
        Assert.Equal((WalkEnd.Delivered, node.Name), (trace.End, trace.Stack));
        Assert.Equal(world.IsTranslated(pod, node, address.Family) ? world.NodeNamed(pod.Node).Address(address.Family)!.Value.Address : address, trace.Packet.Source);
    }

    /// <summary>Fails with the smallest world that the law does not hold in.</summary>
    protected abstract void Holds(Action<ClusterWorld> law);

    protected void HoldsOnPairs(Action<ClusterWorld, (ClusterPod Source, IpAddress From, ClusterPod Destination, IpAddress To), PacketTrace> law) =>
        Holds(world => Assert.All(world.Pairs, pair => law(world, pair, new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To)))));

    protected void HoldsOnWays(Action<ClusterWorld, PacketTrace> law) => HoldsOnPairs((world, _, trace) => law(world, trace));
}
