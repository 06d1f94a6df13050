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
    public void R4_only_a_pods_own_node_has_a_route_to_its_interface() => Holds(world =>
    {
        foreach ((ClusterPod pod, IpAddress address) in from pod in world.Cluster.Pods from address in pod.Addresses select (pod, address))
        {
            string[] holders = [.. world.Cluster.Nodes.Where(node => RoutesOf(world, node).Any(route => route.Destination == IpPrefix.Of(address) && route.Device == pod.HostInterface)).Select(node => node.Name)];
            Assert.Equal([pod.Node], holders);
        }
    });

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
    public void R11_no_destination_has_two_routes_of_one_metric_and_each_tells_its_owner() => Holds(world => Assert.All(world.Cluster.Nodes, node =>
    {
        Route[] routes = [.. RoutesOf(world, node)];
        Assert.All(routes.GroupBy(route => (route.Destination, route.Metric)), same => Assert.Single(same));
        Assert.All(routes.Where(route => world.Cluster.Pools.Any(pool => pool.Cidr.Covers(route.Destination))), route => Assert.True(route.Protocol is RouteProtocol.Felix or RouteProtocol.Bird, $"{route}"));

        // What the machine itself has stays.
        Assert.All(node.Addresses, address => Assert.Contains(routes, route => route.Destination == address.Subnet && route.Protocol == RouteProtocol.Kernel));
        Assert.All(node.Addresses, address => Assert.Contains(routes, route => route.Destination == IpPrefix.Of(address.Address, 0) && route.Protocol == RouteProtocol.Boot));
    }));

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

    private static IEnumerable<Route> RoutesOf(World world, ClusterNode node) => world.Network.Stack(node.Name)!.Rules.SelectMany(rule => rule.Table.All);

    private static IEnumerable<ClusterBlock> BlocksWithRoom(World world) =>
        world.Cluster.Blocks.Where(block => block.Node is not null && block.Holders.Length <= (int)block.Cidr.LastOrdinal());

    private static IpAddress Unused(World world, ClusterBlock block)
    {
        HashSet<IpAddress> used = [.. block.Holders.Select(holder => holder.Key)];
        return Enumerable.Range(0, (int)block.Cidr.LastOrdinal() + 1).Select(ordinal => block.Cidr.AddressAt((UInt128)ordinal)).First(address => !used.Contains(address));
    }

    private static void Holds(Action<World> law) => TestKit.Property.Holds(Plan.Any, plan => law(new World(plan)));
}
