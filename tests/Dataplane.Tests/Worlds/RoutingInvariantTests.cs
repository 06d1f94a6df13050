using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of routing in random clusters whose agents have seen everything.</summary>
public sealed class RoutingInvariantTests
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
    public void R4_only_a_pods_own_node_has_a_route_to_its_interface() => Holds(world =>
    {
        foreach ((ClusterPod pod, IpAddress address) in from pod in world.Cluster.Pods from address in pod.Addresses select (pod, address))
        {
            string[] holders = [.. world.Cluster.Nodes.Where(node => RoutesOf(world, node).Any(route => route.Destination == IpPrefix.Of(address) && route.Device == pod.HostInterface)).Select(node => node.Name)];
            Assert.Equal([pod.Node], holders);
        }
    });

    [Fact]
    public void R5_the_longest_prefix_leads_to_the_pods_node_in_one_hop() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To));
        string[] nodes = [.. trace.Steps.Select(step => step.Stack).Where(stack => world.Cluster.Nodes.Any(node => node.Name == stack)).Distinct()];
        Assert.Equal(new[] { pair.Source.Node, pair.Destination.Node }.Distinct(), nodes);
    }));

    [Fact]
    public void R6_no_destination_makes_a_packet_come_back() => Holds(world => Assert.All(Destinations(world), destination =>
    {
        foreach (ClusterNode node in world.Cluster.Nodes)
        {
            PacketTrace? trace = new PacketWalk(world.Network).SendUnbound(node.Name, destination, World.Probe(destination, destination).Traffic);
            Assert.NotEqual(WalkEnd.Looped, trace?.End);
            Assert.NotEqual(WalkEnd.TimeToLiveExceeded, trace?.End);
        }
    }));

    [Fact]
    public void R7_unused_addresses_of_an_own_block_never_leave_the_node() => Holds(world => Assert.All(BlocksWithRoom(world), block =>
    {
        Assert.Contains(RoutesOf(world, world.NodeNamed(block.Node!)), route => route.Destination == block.Cidr && route.Kind == RouteKind.Blackhole);
        PacketTrace trace = new PacketWalk(world.Network).SendUnbound(block.Node!, Unused(world, block), World.Probe(block.Cidr.First, block.Cidr.First).Traffic)!;
        Assert.Equal((WalkEnd.Blackholed, block.Node), (trace.End, trace.Stack));
    }));

    [Fact]
    public void R8_unused_addresses_of_another_block_are_dropped_by_its_owner() => Holds(world =>
    {
        foreach (ClusterBlock block in BlocksWithRoom(world))
        {
            foreach (ClusterNode node in world.Cluster.Nodes.Where(node => node.Name != block.Node && node.Address(block.Cidr.Family) is not null))
            {
                PacketTrace trace = new PacketWalk(world.Network).SendUnbound(node.Name, Unused(world, block), World.Probe(block.Cidr.First, block.Cidr.First).Traffic)!;
                Assert.Equal((WalkEnd.Blackholed, block.Node), (trace.End, trace.Stack));
            }
        }
    });

    [Fact]
    public void R9_a_borrowed_address_has_a_route_of_its_own_on_every_other_node() => Holds(world =>
    {
        foreach ((ClusterPod pod, IpAddress address, ClusterBlock block) in
            from pod in world.Cluster.Pods
            from address in pod.Addresses
            let block = world.Cluster.Blocks.Single(block => block.Cidr.Contains(address))
            where block.Node != pod.Node
            select (pod, address, block))
        {
            Assert.All(world.Cluster.Nodes.Where(node => node.Name != pod.Node), node =>
                Assert.Equal(IpPrefix.Of(address), world.Network.Stack(node.Name)!.Lookup(null, address)!.Destination));
        }
    });

    [Fact]
    public void R10_without_borrowing_a_node_has_one_route_for_each_block_of_the_others() => Holds(world =>
    {
        bool isBorrowed = world.Cluster.Blocks.Any(block => block.Holders.Any(holder => holder.Value != block.Node));
        Assert.All(world.Cluster.Nodes.Where(_ => !isBorrowed), node =>
        {
            IEnumerable<IpPrefix> toOthers = RoutesOf(world, node)
                .Where(route => route.Kind == RouteKind.Unicast && world.Cluster.Pools.Any(pool => pool.Cidr.Covers(route.Destination)) && route.Device?.StartsWith("cali", StringComparison.Ordinal) == false)
                .Select(route => route.Destination);
            Assert.Equal(
                world.Cluster.Blocks.Where(block => block.Node != node.Name).Select(block => block.Cidr).OrderBy(cidr => cidr.ToString(), StringComparer.Ordinal),
                toOthers.OrderBy(cidr => cidr.ToString(), StringComparer.Ordinal));
        });
    });

    [Fact]
    public void R11_no_destination_has_two_routes_of_one_metric() => Holds(world => Assert.All(world.Cluster.Nodes, node =>
        Assert.All(RoutesOf(world, node).GroupBy(route => (route.Destination, route.Metric)), same => Assert.Single(same))));

    [Fact]
    public void R13_the_route_to_a_local_pod_is_installed_whatever_else_claims_its_address() => Holds(world =>
    {
        foreach ((ClusterPod pod, IpAddress address) in from pod in world.Cluster.Pods from address in pod.Addresses select (pod, address))
        {
            Assert.Equal(pod.HostInterface, world.Network.Stack(pod.Node)!.Lookup(null, address)!.Device);
        }
    });

    [Fact]
    public void R15_either_BIRD_or_Felix_installs_a_route() => Holds(world => Assert.All(world.Cluster.Nodes, node =>
        Assert.All(RoutesOf(world, node).Where(route => world.Cluster.Blocks.Any(block => block.Cidr == route.Destination)).GroupBy(route => route.Destination), same => Assert.Single(same))));

    [Fact]
    public void R21_life_only_shortens_by_one_at_every_router() => Holds(world => Assert.All(world.Pairs, pair =>
    {
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To));
        int[] lives = [.. trace.Steps.Select(step => step.Packet.Inner?.Packet.TimeToLive ?? step.Packet.TimeToLive)];
        Assert.All(lives.Zip(lives.Skip(1)), next => Assert.InRange(next.First - next.Second, 0, 1));
        int routers = trace.Steps.OfType<RoutedStep>().Count(step => step.Packet.Inner is null && step.Stack != pair.Source.Stack);
        Assert.Equal(64 - routers, trace.Packet.TimeToLive);
    }));

    private static void FromNode(World world, ClusterNode node, ClusterPod pod, IpAddress address)
    {
        PacketTrace trace = new PacketWalk(world.Network).SendUnbound(node.Name, address, World.Probe(address, address).Traffic)!;
        Assert.Equal((WalkEnd.Delivered, pod.Stack), (trace.End, trace.Stack));
        Assert.True(world.Network.Stack(node.Name)!.Owns(trace.Packet.Source));
    }

    private static void ToNode(World world, ClusterNode node, ClusterPod pod, IpAddress address)
    {
        IpAddress to = node.Address(address.Family)!.Value.Address;
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(address, to));
        bool isTranslated = world.Plan.TranslatesOutgoing && !world.Plan.SparesHosts && address.Family == IpFamily.V4 && node.Name != pod.Node;
        Assert.Equal((WalkEnd.Delivered, node.Name), (trace.End, trace.Stack));
        Assert.Equal(isTranslated ? world.NodeNamed(pod.Node).Address(address.Family)!.Value.Address : address, trace.Packet.Source);
    }

    private static IEnumerable<Route> RoutesOf(World world, ClusterNode node) => world.Network.Stack(node.Name)!.Rules.SelectMany(rule => rule.Table.All);

    private static IEnumerable<ClusterBlock> BlocksWithRoom(World world) =>
        world.Cluster.Blocks.Where(block => block.Node is not null && block.Holders.Length <= (int)block.Cidr.LastOrdinal());

    private static IpAddress Unused(World world, ClusterBlock block)
    {
        HashSet<IpAddress> used = [.. block.Holders.Select(holder => holder.Key)];
        return Enumerable.Range(0, (int)block.Cidr.LastOrdinal() + 1).Select(ordinal => block.Cidr.AddressAt((UInt128)ordinal)).First(address => !used.Contains(address));
    }

    private static IEnumerable<IpAddress> Destinations(World world) =>
        world.Cluster.Blocks.SelectMany(block => new[] { block.Cidr.First, block.Cidr.Last })
            .Concat(world.Cluster.Pools.Select(pool => pool.Cidr.Last))
            .Concat(world.Cluster.Pods.SelectMany(pod => pod.Addresses));

    private static void Holds(Action<World> law) => Property.Holds(Plan.Any, plan => law(new World(plan)));
}
