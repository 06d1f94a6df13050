using PolicyEngine;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Worlds;

/// <summary>The invariants of where on a packet's way policies are asked, and of what they are shown.</summary>
public sealed class PolicyPointInvariantTests
{
    [Fact]
    public void P3_egress_is_judged_once_on_the_sources_node_and_ingress_once_on_the_destinations() => Holds((world, filter, network) => Assert.All(world.Pairs, pair =>
    {
        filter.Asked.Clear();
        new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
        HookPacket egress = Assert.Single(filter.Asked, asked => asked.Hook == NodeHook.Forward && asked.From?.Workload == pair.Source.Stack);
        HookPacket ingress = Assert.Single(filter.Asked, asked => asked.Hook == NodeHook.Forward && asked.To?.Workload == pair.Destination.Stack);
        Assert.Equal((pair.Source.Node, pair.Destination.Node), (egress.Node, ingress.Node));
        Assert.All([egress, ingress], asked => Assert.Equal((pair.From, pair.To), (asked.Source, asked.Destination)));
    }));

    [Fact]
    public void P4_policies_see_the_backend_of_a_Service_where_they_judge_pods() => Holds((world, filter, network) => Assert.All(world.Cluster.Services[0].Backends, client =>
    {
        filter.Asked.Clear();
        PacketTrace trace = new PacketWalk(network).Send(new Packet(client.Address, World.Service.Address, TrafficPoint.Ports(Protocol.Tcp, World.Service.Port, 40000)));
        Assert.All(filter.Asked.Where(asked => asked.Hook == NodeHook.Forward), asked =>
            Assert.Equal((trace.Packet.Destination, World.Service.BackendPort), (asked.Destination, asked.Traffic.Major)));
    }));

    [Fact]
    public void P5_behind_a_node_port_the_backend_of_another_node_is_judged_with_the_nodes_address() => Holds((world, filter, network) => Assert.All(world.Cluster.Nodes, node =>
    {
        filter.Asked.Clear();
        Packet packet = new(Walk.TwoNodes.Elsewhere, node.V4!.Value.Address, TrafficPoint.Ports(Protocol.Tcp, World.Service.NodePort, 40000));
        PacketTrace trace = new PacketWalk(network).Send(packet);
        foreach (HookPacket ingress in filter.Asked.Where(asked => asked.Hook == NodeHook.Forward && asked.To?.Workload is not null && trace.IsDelivered))
        {
            Assert.Equal(ingress.Node == node.Name, ingress.Source == packet.Source);
            Assert.Equal(ingress.Node == node.Name, !network.Stack(node.Name)!.Owns(ingress.Source));
        }
    }));

    [Fact]
    public void P6_outgoing_translation_changes_nothing_that_egress_policy_sees() => Holds((world, filter, network) => Assert.All(world.Cluster.Pods, pod =>
    {
        filter.Asked.Clear();
        new PacketWalk(network).Send(World.Probe(pod.Addresses[0], pod.Addresses[0].Family == IpFamily.V4 ? Walk.TwoNodes.Elsewhere : Walk.TwoNodes.Address("2001:db8::9")));
        Assert.Equal(pod.Addresses[0], Assert.Single(filter.Asked, asked => asked.Hook == NodeHook.Forward).Source);
    }));

    [Fact]
    public void P8_a_pod_to_its_own_node_is_judged_where_packets_end_at_the_node() => Holds((world, filter, network) => Assert.All(world.Cluster.Pods, pod =>
    {
        filter.Asked.Clear();
        ClusterNode node = world.NodeNamed(pod.Node);
        new PacketWalk(network).Send(World.Probe(pod.Addresses[0], node.Address(pod.Addresses[0].Family)!.Value.Address));
        Assert.Equal(pod.Stack, Assert.Single(filter.Asked, asked => asked.Hook == NodeHook.Input).From?.Workload);
        Assert.DoesNotContain(filter.Asked, asked => asked.Hook == NodeHook.Forward);
    }));

    [Fact]
    public void P9_a_source_that_is_not_the_pods_own_never_passes_its_node() => Holds((world, filter, network) => Assert.All(world.Pairs, pair =>
    {
        filter.Asked.Clear();
        PacketTrace trace = new PacketWalk(network).Send(pair.Source.Stack, World.Probe(pair.To, pair.To.Family == IpFamily.V4 ? Walk.TwoNodes.Elsewhere : Walk.TwoNodes.Address("2001:db8::9")));
        Assert.Equal((WalkEnd.ReversePathFailed, pair.Source.Node), (trace.End, trace.Stack));
        Assert.DoesNotContain(filter.Asked, asked => asked.Hook == NodeHook.Forward);
    }));

    [Fact]
    public void P10_policies_of_hosts_do_not_keep_packets_of_pods_from_travelling_in_others() => Property.Holds(Plan.Any, plan =>
    {
        World world = new(plan);
        CalicoNetwork network = new(world.Cluster, world.Settings, ClosedHosts.Instance);
        Assert.All(world.Pairs, pair => Assert.Equal((WalkEnd.Delivered, pair.Destination.Stack), new PacketWalk(network).Send(World.Probe(pair.From, pair.To)) is var trace ? (trace.End, trace.Stack) : default));
    });

    [Fact]
    public void P13_sources_chosen_by_their_labels_are_all_that_bear_them_wherever_their_addresses_are_from() => Property.Holds(Plan.Any, plan =>
    {
        World world = new(plan);
        PolicySnapshot snapshot = new PolicyLoader().LoadText(PolicyText.Of(world.Cluster)).Snapshot;
        CalicoNetwork network = new(world.Cluster, world.Settings, new PolicyFilter(snapshot.Hooks));
        Assert.All(world.Pairs, pair => Assert.Equal(
            PolicyText.IsChosen(pair.Source) ? WalkEnd.Delivered : WalkEnd.DeniedByPolicy,
            new PacketWalk(network).Send(World.Probe(pair.From, pair.To)).End));
    });

    [Fact]
    public void P11_answers_of_an_accepted_connection_are_not_judged_and_first_packets_the_other_way_are() => Holds((world, filter, network) => Assert.All(world.Pairs, pair =>
    {
        PacketWalk walk = new(network);
        PacketTrace there = walk.Send(World.Probe(pair.From, pair.To));
        filter.Asked.Clear();
        walk.Reply(there);
        Assert.All(filter.Asked, asked => Assert.True(asked.IsBetweenNodes));
        new PacketWalk(network).Send(World.Probe(pair.To, pair.From));
        Assert.NotEmpty(filter.Asked);
    }));

    [Fact]
    public void P12_messages_about_a_packet_of_an_accepted_connection_are_not_judged() => Holds((world, filter, network) => Assert.All(world.Pairs.Where(pair => pair.Source.Node != pair.Destination.Node), pair =>
    {
        PacketWalk walk = new(network);
        walk.Send(World.Probe(pair.From, pair.To));
        filter.Asked.Clear();
        PacketTrace late = walk.Send(World.Probe(pair.From, pair.To) with { TimeToLive = 2 });
        Assert.Equal(WalkEnd.TimeToLiveExceeded, late.End);
        Assert.Equal((WalkEnd.Delivered, pair.Source.Stack), (late.Answer!.End, late.Answer.Stack));
        Assert.DoesNotContain(filter.Asked, asked => asked.Destination == pair.From && asked.To?.Workload == pair.Source.Stack && asked.Hook == NodeHook.Forward);
    }));

    private static void Holds(Action<World, RecordingFilter, CalicoNetwork> law) => Property.Holds(Plan.Any, plan =>
    {
        World world = new(plan);
        RecordingFilter filter = new();
        law(world, filter, new CalicoNetwork(world.Cluster, world.Settings, filter));
    });
}
