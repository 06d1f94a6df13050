using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>What holds in all networks holds in Terway's; and what its rules and neighbours add.</summary>
public sealed class TerwayInvariantTests : NetworkInvariants
{
    [Fact]
    public void R20_packets_from_a_pod_leave_by_the_interface_that_owns_its_address() => HoldsOnEnis((world, node, eni, pod, address) =>
    {
        Assert.Equal(eni.Name, world.Network.Stack(node.Name)!.Lookup(address, Walk.TwoNodes.Elsewhere)!.Device);
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(address, Walk.TwoNodes.Elsewhere));
        Assert.Equal((WalkEnd.LeftCluster, address), (trace.End, trace.Packet.Source));
        Assert.Contains(trace.Steps.OfType<SentStep>(), step => step.Stack == node.Name && step.Device == eni.Name);
    });

    [Fact]
    public void R20_packets_to_a_pod_reach_its_interface_whatever_they_came_by() => HoldsOnEnis((world, node, eni, pod, address) =>
    {
        Assert.All(node.Enis.SelectMany(other => other.Assigned).Append(Walk.TwoNodes.Elsewhere).Where(source => source != address), source =>
            Assert.Equal(pod.HostInterface, world.Network.Stack(node.Name)!.Lookup(source, address)!.Device));
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(Walk.TwoNodes.Elsewhere, address));
        Assert.Equal((WalkEnd.Delivered, pod.Stack), (trace.End, trace.Stack));
        Assert.Contains(trace.Steps.OfType<ReceivedStep>(), step => step.Stack == node.Name && step.Device == eni.Name);
    });

    [Fact]
    public void A1_a_pod_knows_its_gateway_alone_and_by_the_address_of_its_nodes_interface() => Holds(world => Assert.All(world.Cluster.Pods, pod =>
    {
        Neighbour neighbour = Assert.Single(world.Network.Stack(pod.Stack)!.Links.Neighbours);
        Assert.Equal(world.Network.Stack(pod.Node)!.Device(pod.HostInterface)!.Mac, neighbour.Mac);
    }));

    [Fact]
    public void A11_interfaces_of_pods_have_the_names_that_Calico_gives_them() => Holds(world => Assert.All(world.Cluster.Pods, pod =>
        Assert.Equal(WorkloadInterface.NameOf(pod.Namespace, pod.Name), Assert.Single(world.Network.Stack(pod.Node)!.Devices.OfType<VethDevice>(), device => device.PeerStack == pod.Stack).Name)));

    protected override void Holds(Action<ClusterWorld> law) => TestKit.Property.Holds(TerwayPlan.Any, plan => law(new TerwayWorld(plan)));

    private void HoldsOnEnis(Action<ClusterWorld, ClusterNode, NodeEni, ClusterPod, IpAddress> law) => Holds(world =>
    {
        foreach ((ClusterNode node, NodeEni eni, IpAddress address) in from node in world.Cluster.Nodes from eni in node.Enis from address in eni.Assigned select (node, eni, address))
        {
            law(world, node, eni, world.Cluster.Pods.Single(pod => pod.Addresses.Contains(address)), address);
        }
    });
}
