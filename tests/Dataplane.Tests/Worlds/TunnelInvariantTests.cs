using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of tunnels, sizes, neighbours and forwarding entries in random clusters whose agents have seen everything.</summary>
public sealed class TunnelInvariantTests
{
    [Fact]
    public void T6_packets_that_wrap_others_are_taken_from_nodes_only() => Holds(world =>
    {
        foreach (ClusterPod pod in world.Cluster.Pods.Where(_ => world.Plan.Ipip != EncapsulationMode.Never))
        {
            IpAddress node = world.NodeNamed(pod.Node).V4!.Value.Address;
            Packet inner = World.Probe(pod.Addresses[0], pod.Addresses[0]);
            Packet outer = new(Walk.TwoNodes.Elsewhere, node, TrafficPoint.Other(new Protocol(4))) { Inner = new Encapsulation(EncapsulationKind.Ipip, inner) };
            PacketTrace trace = new PacketWalk(world.Network).Send(PodNetwork.Outside, outer);
            Assert.Equal((WalkEnd.TunnelSourceUnknown, pod.Node), (trace.End, trace.Stack));
        }
    });

    [Fact]
    public void T7_across_subnets_packets_are_wrapped_and_within_one_they_are_not() => HoldsOnPairs((world, pair, trace) =>
    {
        bool isAcross = world.NodeNamed(pair.Source.Node).Address(pair.From.Family)!.Value.Subnet != world.NodeNamed(pair.Destination.Node).Address(pair.From.Family)!.Value.Subnet;
        bool isElsewhere = pair.Source.Node != pair.Destination.Node;
        bool isWrapped = pair.From.Family == IpFamily.V4 || world.Plan.Vxlan != EncapsulationMode.Never;
        int expected = isElsewhere && isWrapped && world.Plan.Travel switch
        {
            Travel.Plain => false,
            Travel.Ipip or Travel.Vxlan => true,
            _ => isAcross,
        } ? 1 : 0;
        Assert.Equal(expected, trace.Steps.OfType<EncapsulatedStep>().Count());
    });

    [Fact]
    public void T10_no_packet_is_wrapped_twice() => HoldsOnWays((_, trace) =>
        Assert.All(trace.Steps, step => Assert.Null(step.Packet.Inner?.Packet.Inner)));

    [Fact]
    public void T11_what_a_node_sends_into_the_overlay_has_its_tunnels_address() => Holds(world =>
    {
        foreach ((ClusterNode node, ClusterPod pod, IpAddress to) in from node in world.Cluster.Nodes from pod in world.Cluster.Pods from to in pod.Addresses where node.Address(to.Family) is not null select (node, pod, to))
        {
            PacketWalk walk = new(world.Network);
            PacketTrace trace = walk.Send(node.Name, World.Probe(node.Address(to.Family)!.Value.Address, to));
            if (trace.Steps.OfType<EncapsulatedStep>().Any())
            {
                IpAddress? tunnel = world.Plan.Ipip != EncapsulationMode.Never ? node.IpipTunnel : node.VxlanTunnel(to.Family);
                Assert.Equal(tunnel ?? node.Address(to.Family)!.Value.Address, trace.Packet.Source);
            }
        }
    });

    [Fact]
    public void T12_after_a_change_of_mode_no_route_of_the_old_one_is_left() => Holds(world =>
    {
        ClusterNetwork vxlan = world.Cluster with { Pools = [.. world.Cluster.Pools.Select(pool => pool with { Ipip = EncapsulationMode.Never, Vxlan = EncapsulationMode.Always })] };
        PodNetwork changed = ClusterRollout.Settled(world.Cluster, world.Settings, OpenFilter.Instance).Write(vxlan).Settle().Network();
        Assert.All(vxlan.Nodes.SelectMany(node => changed.Stack(node.Name)!.Rules).SelectMany(rule => rule.Table.All), route =>
        {
            Assert.NotEqual("tunl0", route.Device, StringComparer.Ordinal);
            Assert.NotEqual(RouteProtocol.Bird, route.Protocol);
        });
    });

    [Fact]
    public void A1_all_that_a_pod_sends_goes_to_the_host_sides_address() => HoldsOnPairs((_, pair, trace) =>
    {
        SentStep first = trace.Steps.OfType<SentStep>().First();
        Assert.Equal((pair.Source.Stack, MacAddress.CalicoHostSide), (first.Stack, first.DestinationMac));
    });

    [Fact]
    public void A2_a_node_never_answers_for_the_askers_own_address() => Holds(world => Assert.All(world.Cluster.Pods, pod =>
    {
        NetworkStack node = world.Network.Stack(pod.Node)!;
        Assert.All(pod.Addresses, address => Assert.False(Proxies.Answers(node, node.Device(pod.HostInterface)!, address)));
    }));

    [Fact]
    public void A3_a_node_answers_for_what_it_reaches_by_another_interface() => Holds(world => Assert.All(world.Cluster.Pods, pod =>
    {
        NetworkStack node = world.Network.Stack(pod.Node)!;
        NetworkDevice device = node.Device(pod.HostInterface)!;
        IEnumerable<IpAddress> targets = world.Cluster.Pods.SelectMany(other => other.Addresses).Concat(world.Cluster.Blocks.Select(block => block.Cidr.Last)).Append(Walk.TwoNodes.Elsewhere).Append(Walk.TwoNodes.Address("169.254.1.1"));
        Assert.All(targets, target =>
        {
            // Every other pod is beyond another interface of the node, and by its default route so is all the world.
            bool isElsewhere = !pod.Addresses.Contains(target) && !IsDropped(world, pod.Node, target);
            Assert.Equal(target.Family == IpFamily.V4 && isElsewhere, Proxies.Answers(node, device, target));
        });
    }));

    [Fact]
    public void A4_there_is_one_neighbour_and_one_forwarding_entry_for_each_other_end() => Holds(world => Assert.All(world.Cluster.Nodes, node =>
    {
        LinkTable links = world.Network.Stack(node.Name)!.Links;
        Vtep[] others = [.. EndsOf(world).Where(vtep => vtep.Node != node.Name)];
        Assert.Equal(others.Select(vtep => vtep.TunnelAddress).Order(), links.Neighbours.Select(neighbour => neighbour.Address).Order());
        Assert.Equal(others.Select(vtep => vtep.Mac).Order(), links.Forwarding.Select(entry => entry.Mac).Order());
    }));

    [Fact]
    public void A5_forwarding_entries_name_the_node_that_has_the_address_and_no_two_have_one() => Holds(world =>
    {
        Vtep[] ends = [.. EndsOf(world)];
        Assert.Equal(ends.Length, ends.Select(vtep => vtep.Mac).Distinct().Count());
        Assert.All(world.Cluster.Nodes, node => Assert.All(
            world.Network.Stack(node.Name)!.Links.Forwarding,
            entry => Assert.Equal(ends.Single(vtep => vtep.Mac == entry.Mac).NodeAddress, entry.Destination)));
    });

    [Fact]
    public void A6_the_Ethernet_address_of_an_end_follows_from_the_nodes_name() => Holds(world => Assert.All(EndsOf(world), vtep =>
    {
        Assert.Equal(0x66UL, vtep.Mac.Value >> 40);
        ClusterNode elsewhere = world.NodeNamed(vtep.Node) with { V4 = new InterfaceAddress(Walk.TwoNodes.Elsewhere, 24), VxlanTunnelV4 = Walk.TwoNodes.Elsewhere };
        Assert.Equal(Vtep.Of(elsewhere, IpFamily.V4)!.Mac, Vtep.MacOf(vtep.Node, IpFamily.V4));
        Assert.NotEqual(Vtep.Of(elsewhere with { Name = vtep.Node + "x" }, IpFamily.V4)!.Mac, Vtep.MacOf(vtep.Node, IpFamily.V4));
    }));

    [Fact]
    public void A11_interfaces_of_pods_have_names_of_their_own() => Holds(world =>
    {
        string[] names = [.. world.Cluster.Pods.Select(pod => pod.HostInterface)];
        Assert.All(names, name => Assert.Matches("^cali[0-9a-f]{11}$", name));
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    });

    [Fact]
    public void T8_packets_between_nodes_with_keys_are_encrypted_and_others_travel_as_the_pool_says() => TestKit.Property.Holds(Arb.From(from plan in Plan.Any.Generator from keys in Gen.Choose(0, 255) select (plan, keys)), value =>
    {
        World world = new(value.plan);
        ClusterNode[] nodes = [.. world.Cluster.Nodes.Select((node, index) => (value.keys >> index & 1) == 1 ? node with { WireguardKeyV4 = node.Name } : node)];
        HashSet<string> keyed = [.. nodes.Where(node => node.WireguardKeyV4 is not null).Select(node => node.Name)];
        CalicoNetwork network = new(world.Cluster with { Nodes = [.. nodes] }, world.Settings with { WireguardEnabled = true }, OpenFilter.Instance);
        Assert.All(world.Pairs.Where(pair => pair.From.Family == IpFamily.V4 && pair.Source.Node != pair.Destination.Node), pair =>
        {
            PacketTrace trace = new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
            bool isEncrypted = keyed.Contains(pair.Source.Node) && keyed.Contains(pair.Destination.Node);
            Assert.Equal(WalkEnd.Delivered, trace.End);
            Assert.Equal(isEncrypted, trace.Steps.OfType<SentStep>().Where(step => step.Stack == pair.Source.Node).All(step => step.Packet.Inner?.Kind == EncapsulationKind.Wireguard));
            if (!isEncrypted)
            {
                Assert.Equal(KindsOf(new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To))), KindsOf(trace));
            }
        });
    });

    private static IEnumerable<EncapsulationKind> KindsOf(PacketTrace trace) => trace.Steps.OfType<EncapsulatedStep>().Select(step => step.Packet.Inner!.Kind);

    /// <summary>Whether an address is in a block of a node and no pod has it, so that the node drops what is for it.</summary>
    private static bool IsDropped(World world, string node, IpAddress address) =>
        !world.Cluster.Pods.Any(pod => pod.Addresses.Contains(address)) && world.Cluster.Blocks.Any(block => block.Node == node && block.Cidr.Contains(address));

    private static IEnumerable<Vtep> EndsOf(World world) =>
        world.Cluster.Nodes.SelectMany(node => new[] { Vtep.Of(node, IpFamily.V4), Vtep.Of(node, IpFamily.V6) }).OfType<Vtep>();

    private static void Holds(Action<World> law) => TestKit.Property.Holds(Plan.Any, plan => law(new World(plan)));

    private static void HoldsOnPairs(Action<World, (ClusterPod Source, IpAddress From, ClusterPod Destination, IpAddress To), PacketTrace> law) =>
        Holds(world => Assert.All(world.Pairs, pair => law(world, pair, new PacketWalk(world.Network).Send(World.Probe(pair.From, pair.To)))));

    private static void HoldsOnWays(Action<World, PacketTrace> law) => HoldsOnPairs((world, _, trace) => law(world, trace));
}
