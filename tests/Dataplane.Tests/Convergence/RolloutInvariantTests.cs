using Dataplane.Tests.Worlds;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Convergence.Rollouts;

namespace Dataplane.Tests.Convergence;

/// <summary>The invariants of clusters in which something changes or breaks, whatever the order in which nodes hear of it.</summary>
public sealed class RolloutInvariantTests
{
    [Fact]
    public void F1_the_loss_of_a_node_changes_no_flow_between_others_at_any_moment() => Holds((world, order) =>
    {
        string lost = world.Cluster.Nodes[0].Name;
        ClusterRollout rollout = Settled(world).Lose(lost);
        foreach (ClusterRollout moment in Moments(rollout.Write(Without(world.Cluster, lost)), order).Prepend(rollout))
        {
            PodNetwork network = moment.Network();
            Assert.All(world.Pairs.Where(pair => pair.Source.Node != lost && pair.Destination.Node != lost), pair =>
                Assert.Equal(pair.Destination.Stack, Delivered(network, pair.From, pair.To)));
        }
    });

    [Fact]
    public void F2_after_a_nodes_deletion_nothing_on_other_nodes_names_it() => Holds((world, _) =>
    {
        ClusterNode gone = world.Cluster.Nodes[0];
        PodNetwork network = Settled(world).Lose(gone.Name).Write(Without(world.Cluster, gone.Name)).Settle().Network();
        HashSet<IpAddress> addresses = [.. new[] { gone.V4?.Address, gone.V6?.Address, gone.IpipTunnel, gone.VxlanTunnelV4, gone.VxlanTunnelV6 }.OfType<IpAddress>()];
        Assert.All(world.Cluster.Nodes.Where(node => node.Name != gone.Name), node =>
        {
            NetworkStack stack = network.Stack(node.Name)!;
            Assert.DoesNotContain(stack.Rules.SelectMany(rule => rule.Table.All), route => route.Gateway is { } gateway && addresses.Contains(gateway));
            Assert.DoesNotContain(stack.Links.Neighbours, neighbour => addresses.Contains(neighbour.Address));
            Assert.DoesNotContain(stack.Links.Forwarding, entry => addresses.Contains(entry.Destination));
        });
    });

    [Fact]
    public void F4_before_others_hear_of_a_node_they_have_no_route_to_it_and_afterwards_all_reach_it() => Holds((world, order) =>
    {
        string late = world.Cluster.Nodes[0].Name;
        ClusterRollout rollout = Settled(world, Without(world.Cluster, late)).Write(world.Cluster);
        foreach (ClusterRollout moment in Moments(rollout, order).Prepend(rollout))
        {
            PodNetwork network = moment.Network();
            HashSet<string> behind = [.. moment.Behind];

            // A borrowed address lies in the block of another node, which drops it until it hears who has it.
            Assert.All(world.Pairs.Where(pair => pair.Destination.Node == late && behind.Contains(pair.Source.Node) && !IsBorrowed(world, pair.To, late)), pair =>
                Assert.DoesNotContain(
                    network.Stack(pair.Source.Node)!.Rules.SelectMany(rule => rule.Table.All),
                    route => route.Destination.Length > 0 && route.Destination.Contains(pair.To)));
        }

        AllReachAll(world, rollout.Settle());
    });

    [Fact]
    public void F9_an_agent_that_hears_nothing_new_changes_nothing() => Holds((world, _) => Assert.All(world.Cluster.Nodes, node =>
    {
        ClusterRollout settled = Settled(world);
        Assert.Equal(StateOf(settled.Network(), node), StateOf(settled.Deliver(node.Name).Network(), node));
    }));

    [Fact]
    public void F11_packets_to_a_pod_that_moved_are_dropped_or_reach_it_and_nobody_else() => Holds((world, order) =>
    {
        if (world.Cluster is not { Pods: [var moving, ..], Nodes.Length: > 1 })
        {
            return;
        }

        string target = world.Cluster.Nodes.First(node => node.Name != moving.Node).Name;
        ClusterRollout rollout = Settled(world).Write(Moved(world.Cluster, moving, target));
        foreach (ClusterRollout moment in Moments(rollout, order).Prepend(rollout))
        {
            PodNetwork network = moment.Network();
            Assert.All(world.Pairs.Where(pair => pair.Destination == moving), pair =>
            {
                PacketTrace trace = new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
                Assert.True(trace.Stack == moving.Stack || trace.End is not WalkEnd.Delivered, $"{pair.To} was delivered to {trace.Stack}");
            });
        }

        AllReachAll(world, rollout.Settle());
    });

    [Fact]
    public void F15_the_order_in_which_nodes_hear_makes_no_difference_in_the_end() => Holds((world, order) =>
    {
        ClusterRollout rollout = Settled(world).Write(WithMode(world.Cluster, EncapsulationMode.Always));
        ClusterRollout one = Moments(rollout, order).Append(rollout).Last();
        ClusterRollout other = Moments(rollout, [.. order.Reverse()]).Append(rollout).Last();
        Assert.All(world.Cluster.Nodes, node => Assert.Equal(StateOf(one.Settle().Network(), node), StateOf(other.Settle().Network(), node)));
    });

    [Fact]
    public void F17_while_a_pool_changes_its_mode_packets_are_delivered_or_dropped_and_never_go_in_circles() => Holds((world, order) =>
    {
        ClusterNetwork[] stages = [WithMode(world.Cluster, EncapsulationMode.CrossSubnet), WithMode(world.Cluster, EncapsulationMode.Always), WithMode(world.Cluster, EncapsulationMode.Never)];
        ClusterRollout rollout = Settled(world);
        foreach (ClusterNetwork stage in stages)
        {
            rollout = rollout.Write(stage);
            foreach (ClusterRollout moment in Moments(rollout, order))
            {
                PodNetwork network = moment.Network();
                Assert.All(world.Pairs, pair => Assert.DoesNotContain(new PacketWalk(network).Send(World.Probe(pair.From, pair.To)).End, new[] { WalkEnd.Looped, WalkEnd.TimeToLiveExceeded }));
                rollout = moment;
            }
        }
    });
}
