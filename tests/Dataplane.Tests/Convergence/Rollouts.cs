using Dataplane.Tests.Worlds;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using Property = TestKit.Property;

namespace Dataplane.Tests.Convergence;

/// <summary>What the invariants of rollouts share: how clusters change, in which order nodes hear of it, and what is seen of them.</summary>
internal static class Rollouts
{
    public static ClusterRollout Settled(World world, ClusterNetwork? cluster = null) => ClusterRollout.Settled((cluster ?? world.Cluster) with { IsRouterPeered = true }, world.Settings, OpenFilter.Instance);

    /// <summary>The cluster after each of the nodes has heard, in an order.</summary>
    public static IEnumerable<ClusterRollout> Moments(ClusterRollout rollout, int[] order)
    {
        string[] nodes = [.. rollout.Behind];
        foreach (int number in order.Where(_ => nodes.Length > 0))
        {
            rollout = rollout.Deliver(nodes[number % nodes.Length]);
            yield return rollout;
        }
    }

    public static void AllReachAll(World world, ClusterRollout rollout)
    {
        PodNetwork network = rollout.Network();
        Assert.All(world.Pairs, pair => Assert.Equal(pair.Destination.Stack, Delivered(network, pair.From, pair.To)));
    }

    public static string Delivered(PodNetwork network, IpAddress from, IpAddress to) =>
        new PacketWalk(network).Send(World.Probe(from, to)) is { End: WalkEnd.Delivered, Stack: var stack } ? stack : "lost";

    public static bool IsBorrowed(World world, IpAddress address, string node) => world.Cluster.Blocks.Single(block => block.Cidr.Contains(address)).Node != node;

    public static string StateOf(PodNetwork network, ClusterNode node)
    {
        NetworkStack stack = network.Stack(node.Name)!;
        IEnumerable<object> all = [.. stack.Rules.SelectMany(rule => rule.Table.All), .. stack.Links.Neighbours, .. stack.Links.Forwarding];
        return string.Join('\n', all.Select(entry => entry.ToString()).Order(StringComparer.Ordinal));
    }

    public static ClusterNetwork Without(ClusterNetwork cluster, string node) => cluster with
    {
        Nodes = [.. cluster.Nodes.Where(other => other.Name != node)],
        Pods = [.. cluster.Pods.Where(pod => pod.Node != node)],
        Blocks = [.. cluster.Blocks.Where(block => block.Node != node || block.Holders.Any(holder => holder.Value != node)).Select(block => block with
        {
            Node = block.Node == node ? null : block.Node,
            Holders = [.. block.Holders.Where(holder => holder.Value != node)],
        })],
        IsRouterPeered = true,
    };

    public static ClusterNetwork Moved(ClusterNetwork cluster, ClusterPod pod, string node) => cluster with
    {
        Pods = cluster.Pods.Replace(pod, pod with { Node = node }),
        Blocks = [.. cluster.Blocks.Select(block => block with
        {
            Holders = [.. block.Holders.Select(holder => pod.Addresses.Contains(holder.Key) ? KeyValuePair.Create(holder.Key, node) : holder)],
        })],
        IsRouterPeered = true,
    };

    public static ClusterNetwork WithMode(ClusterNetwork cluster, EncapsulationMode vxlan) => cluster with
    {
        Pools = [.. cluster.Pools.Select(pool => pool with { Ipip = EncapsulationMode.Never, Vxlan = vxlan })],
        Nodes = [.. cluster.Nodes.Select(node => node with { VxlanTunnelV4 = node.IpipTunnel ?? node.VxlanTunnelV4 })],
        IsRouterPeered = true,
    };

    /// <summary>The cluster once a node came back with another Ethernet address of its tunnel.</summary>
    public static ClusterNetwork WithTunnelMac(ClusterNetwork cluster, string node, int number) =>
        With(cluster, node, known => known with { VtepMacV4 = new MacAddress(0x02_00_00_00_00_00 + (ulong)number), VtepMacV6 = new MacAddress(0x02_00_00_00_10_00 + (ulong)number) });

    /// <summary>The cluster once a node has another IPv4 address of its subnet.</summary>
    public static ClusterNetwork WithAddress(ClusterNetwork cluster, string node, int number) =>
        With(cluster, node, known => known with { V4 = known.V4!.Value with { Address = known.V4.Value.Subnet.AddressAt((UInt128)(100 + (number % 100))) } });

    public static void Holds(Action<World, int[]> law) => Property.Holds(
        Arb.From(
            from plan in Plan.Any.Generator
            from order in Gen.Choose(0, 9).ArrayOf(6)
            select (Plan: plan, Order: order),
            value => Plan.Any.Shrinker(value.Plan).Select(plan => value with { Plan = plan })),
        value => law(new World(value.Plan), value.Order));

    private static ClusterNetwork With(ClusterNetwork cluster, string node, Func<ClusterNode, ClusterNode> change) =>
        cluster with { Nodes = [.. cluster.Nodes.Select(known => known.Name == node ? change(known) : known)] };
}
