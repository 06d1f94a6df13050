using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using Property = TestKit.Property;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of orders of updates, subnets, wrong settings and wrong entries.</summary>
public sealed class ChangeInvariantTests
{
    [Fact]
    public void R12_routes_do_not_depend_on_the_order_of_updates_and_repeated_ones_change_nothing() => Holds((world, order) =>
    {
        string local = world.Cluster.Nodes[0].Name;
        Action<RouteFeed>[] updates = [.. UpdatesOf(world, local)];
        RouteFeed one = new(local);
        RouteFeed other = new(local);
        Array.ForEach(updates, update => update(one));
        foreach (Action<RouteFeed> update in updates.OrderBy(update => order[Array.IndexOf(updates, update) % order.Length]).Concat(updates))
        {
            update(other);
        }

        Assert.Equal(string.Join("\n", one.Routes.Values.Except(other.Routes.Values)), string.Join("\n", other.Routes.Values.Except(one.Routes.Values)));
    });

    [Fact]
    public void R14_whether_a_node_is_on_the_subnet_is_judged_by_the_nodes_own_mask() => Property.Holds(
        Arb.From(from here in Gen.Elements(16, 24) from there in Gen.Elements(16, 24) from isNear in Gen.Elements(true, false) select (here, there, isNear)),
        value =>
        {
            ClusterNode[] nodes = [NodeAt("a", "192.168.0.1", value.here), NodeAt("b", value.isNear ? "192.168.0.2" : "192.168.1.2", value.there)];
            DestinationTable table = new();
            Array.ForEach(nodes, node => table.PutNode(node.Name, node));
            bool forth = new RouteResolver(table, "a").IsInSubnet("b", IpFamily.V4);
            bool back = new RouteResolver(table, "b").IsInSubnet("a", IpFamily.V4);
            Assert.Equal(value.isNear || value.here == 16, forth);
            Assert.True(forth == back || value.here != value.there);
        });

    [Fact]
    public void T9_where_the_number_or_the_port_of_the_virtual_network_differs_nothing_is_delivered() => Holds((world, order) =>
    {
        string odd = world.Cluster.Nodes[0].Name;
        Walk.Overlaid network = new(world.Network) { Device = (stack, device) => stack.Name == odd && device is VxlanDevice vxlan ? order[0] % 2 == 0 ? vxlan with { Vni = 7 } : vxlan with { Port = 8472 } : device };
        Assert.All(world.Pairs.Where(pair => pair.Source.Node == odd ^ pair.Destination.Node == odd), pair =>
        {
            PacketTrace trace = new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
            bool isVxlan = trace.Steps.OfType<EncapsulatedStep>().Any(step => step.Packet.Inner!.Kind == EncapsulationKind.Vxlan);
            Assert.Equal(isVxlan ? WalkEnd.TunnelMismatch : WalkEnd.Delivered, trace.End);
        });
    });

    [Fact]
    public void A7_after_a_change_of_a_nodes_address_no_packet_goes_to_the_old_one() => Holds((world, _) =>
    {
        ClusterNode before = world.Cluster.Nodes[0];
        IpAddress old = before.V4!.Value.Address;
        ClusterNetwork changed = world.Cluster with
        {
            Nodes = world.Cluster.Nodes.Replace(before, before with { V4 = before.V4.Value with { Address = IpAddress.V4((uint)old.Value.Low + 100) } }),
        };
        PodNetwork network = ClusterRollout.Settled(world.Cluster, world.Settings, OpenFilter.Instance).Write(changed).Settle().Network();
        Assert.All(world.Cluster.Nodes, node => Assert.DoesNotContain(network.Stack(node.Name)!.Links.Forwarding, entry => entry.Destination == old));
        Assert.All(world.Pairs, pair =>
        {
            PacketTrace trace = new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
            Assert.Equal(pair.Destination.Stack, trace.Stack);
            Assert.DoesNotContain(trace.Steps, step => step.Packet.Destination == old);
        });
    });

    [Fact]
    public void F8_while_the_datastore_tells_nothing_flows_and_routes_stay() => Holds((world, _) =>
    {
        ClusterRollout rollout = ClusterRollout.Settled(world.Cluster, world.Settings, OpenFilter.Instance).Write(world.Cluster with { Blocks = [] });
        PodNetwork network = rollout.Network();
        Assert.All(world.Pairs, pair => Assert.Equal(pair.Destination.Stack, new PacketWalk(network).Send(World.Probe(pair.From, pair.To)).Stack));
    });

    [Fact]
    public void F10_a_wrong_forwarding_entry_loses_packets_and_gives_them_to_nobody_else() => Holds((world, order) =>
    {
        Walk.Overlaid network = new(world.Network)
        {
            Links = stack => LinkTable.Of(stack.Links.Neighbours, stack.Links.Forwarding.Select(entry => entry with { Destination = NodeAddress(world, order[0], entry.Destination.Family) ?? entry.Destination })),
        };
        Assert.All(world.Pairs, pair =>
        {
            PacketTrace trace = new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
            Assert.True(trace.Stack == pair.Destination.Stack || trace.End != WalkEnd.Delivered, $"delivered to {trace.Stack}");
        });
    });

    [Fact]
    public void F16_an_address_that_a_new_pod_got_leads_to_it_and_old_connections_change_nothing_of_its_own() => Holds((world, _) =>
    {
        if (world.Cluster is not { Pods: [var old, ..], Nodes.Length: > 1 })
        {
            return;
        }

        string target = world.Cluster.Nodes.First(node => node.Name != old.Node).Name;
        ClusterPod young = new("world", "young", target, old.Addresses);
        ClusterNetwork changed = world.Cluster with
        {
            Pods = world.Cluster.Pods.Replace(old, young),
            Blocks = [.. world.Cluster.Blocks.Select(block => block with { Holders = [.. block.Holders.Select(holder => old.Addresses.Contains(holder.Key) ? KeyValuePair.Create(holder.Key, target) : holder)] })],
        };
        PodNetwork after = ClusterRollout.Settled(world.Cluster, world.Settings, OpenFilter.Instance).Write(changed).Settle().Network();
        Assert.All(world.Pairs.Where(pair => pair.Source == old), pair =>
        {
            PacketWalk walk = new(world.Network);
            walk.Reply(walk.Send(World.Probe(pair.From, pair.To)));
            PacketTrace trace = walk.Through(after).Send(World.Probe(pair.To, pair.From));
            Assert.Equal((young.Stack, pair.To, pair.From), (trace.Stack, trace.Packet.Source, trace.Packet.Destination));
        });
    });

    private static IEnumerable<Action<RouteFeed>> UpdatesOf(World world, string local)
    {
        foreach (ClusterNode node in world.Cluster.Nodes)
        {
            yield return feed => feed.PutNode(node.Name, node);
        }

        foreach (PolicyEngine.Dataplane.Addressing.AddressPool pool in world.Cluster.Pools)
        {
            yield return feed => feed.PutPool(pool.Cidr, Encapsulations.PartOf(pool));
        }

        foreach (ClusterBlock block in world.Cluster.Blocks)
        {
            yield return feed => feed.PutBlock(block.Cidr, block.Node, block.Holders);
        }

        foreach ((ClusterPod pod, IpAddress address) in from pod in world.Cluster.Pods where pod.Node == local from address in pod.Addresses select (pod, address))
        {
            yield return feed => feed.PutWorkload($"{pod.Stack} {address.Family}", (address, pod.Node));
        }
    }

    private static ClusterNode NodeAt(string name, string address, int length) => new(name) { V4 = new InterfaceAddress(Walk.TwoNodes.Address(address), length) };

    private static IpAddress? NodeAddress(World world, int number, IpFamily family) => world.Cluster.Nodes[number % world.Cluster.Nodes.Length].Address(family)?.Address;

    private static void Holds(Action<World, int[]> law) => Property.Holds(
        Arb.From(
            from plan in Plan.Any.Generator
            from order in Gen.Choose(0, 99).ArrayOf(7)
            select (Plan: plan, Order: order),
            value => Plan.Any.Shrinker(value.Plan).Select(plan => value with { Plan = plan })),
        value => law(new World(value.Plan), value.Order));
}
