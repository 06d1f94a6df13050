using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>What holds in all networks holds in Terway's, however it connects pods; and what each of its ways adds.</summary>
public sealed class TerwayInvariantTests : NetworkInvariants
{
    [Fact]
    public void R20_packets_from_a_pod_leave_by_the_interface_that_owns_its_address() => HoldsOnEnis((world, node, eni, pod, address) =>
    {
        Assert.Equal(eni.Name, world.Network.Stack(node.Name)!.Lookup(address, Elsewhere(address))!.Device);
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(address, Elsewhere(address)));
        Assert.Equal((WalkEnd.LeftCluster, address), (trace.End, trace.Packet.Source));
        Assert.Contains(trace.Steps.OfType<SentStep>(), step => step.Stack == node.Name && step.Device == eni.Name);
    });

    [Fact]
    public void R20_packets_to_a_pod_reach_its_interface_whatever_they_came_by() => HoldsOnEnis((world, node, eni, pod, address) =>
    {
        Assert.All(node.Enis.SelectMany(other => other.Assigned).Append(Elsewhere(address)).Where(source => source != address), source =>
            Assert.Equal(pod.HostInterface, world.Network.Stack(node.Name)!.Lookup(source, address)!.Device));
        PacketTrace trace = new PacketWalk(world.Network).Send(World.Probe(Elsewhere(address), address));
        Assert.Equal((WalkEnd.Delivered, pod.Stack), (trace.End, trace.Stack));
        Assert.Contains(trace.Steps.OfType<ReceivedStep>(), step => step.Stack == node.Name && step.Device == eni.Name);
    });

    [Fact]
    public void A1_a_pod_knows_its_gateway_alone_and_by_the_address_of_its_nodes_interface() => HoldsWith(world => world.HasPairs, (world, pod) =>
        Assert.Equal(
            pod.Addresses.Select(address => (address.Family, world.Network.Stack(pod.Node)!.Device(pod.HostInterface)!.Mac)),
            world.Network.Stack(pod.Stack)!.Links.Neighbours.Select(known => (known.Address.Family, known.Mac))));

    [Fact]
    public void A11_interfaces_of_pods_have_the_names_that_Calico_gives_them() => HoldsWith(world => world.Plan.Settings.Datapath != TerwayDatapath.IpVlan, (world, pod) =>
        Assert.Equal(WorkloadInterface.NameOf(pod.Namespace, pod.Name), Assert.Single(world.Network.Stack(pod.Node)!.Devices.OfType<VethDevice>(), device => device.PeerStack == pod.Stack).Name));

    [Fact]
    public void S1_a_Service_leads_to_one_of_its_backends_by_the_pods_own_node() => HoldsWith(_ => true, (world, pod) =>
    {
        PacketTrace trace = new PacketWalk(world.Network).Send(ToService(pod));
        Assert.Equal(WalkEnd.Delivered, trace.End);
        Assert.Contains(world.Cluster.Services[0].Backends, backend => backend.Address == trace.Packet.Destination);
        Assert.Contains(trace.Steps.OfType<TranslatedStep>(), step => step.Stack == pod.Node && step.Packet.Destination == trace.Packet.Destination);
    });

    [Fact]
    public void S5_the_answer_comes_from_the_address_of_the_Service_where_it_passes_the_node() => HoldsWith(world => world.Plan.Settings.Datapath != TerwayDatapath.IpVlan, (world, pod) =>
    {
        PacketWalk walk = new(world.Network);
        PacketTrace back = walk.Reply(walk.Send(ToService(pod)));
        Assert.Equal((WalkEnd.Delivered, pod.Stack, World.Service.Address), (back.End, back.Stack, back.Packet.Source));
    });

    [Fact]
    public void P3_policies_of_pods_are_asked_where_pods_are_connected_by_pairs_and_nowhere_else() => HoldsWith(_ => true, (world, pod) =>
    {
        RecordingFilter filter = new();
        foreach (IpAddress to in world.Cluster.Pods.Where(other => other != pod).Select(other => other.Addresses[0]))
        {
            filter.Asked.Clear();
            PacketTrace trace = new PacketWalk(world.NetworkWith(filter)).Send(World.Probe(pod.Addresses[0], to));
            Assert.Equal(world.HasPairs, filter.Asked.Any(asked => asked.Hook == NodeHook.Forward));
            Assert.Equal(world.HasPairs ? [] : new[] { pod.Stack, trace.Stack }, trace.Steps.OfType<UnfilteredStep>().Select(step => step.Stack), StringComparer.Ordinal);
        }
    });

    protected override void Holds(Action<ClusterWorld> law) => TestKit.Property.Holds(TerwayPlan.Any, plan => law(new TerwayWorld(plan)));

    private static void HoldsWith(Func<TerwayWorld, bool> isMeant, Action<TerwayWorld, ClusterPod> law) => TestKit.Property.Holds(TerwayPlan.Any, plan =>
    {
        TerwayWorld world = new(plan);
        Assert.All(world.Cluster.Pods.Where(_ => isMeant(world)), pod => law(world, pod));
    });

    private static void HoldsOnEnis(Action<TerwayWorld, ClusterNode, NodeEni, ClusterPod, IpAddress> law) => HoldsWith(world => world.Plan.Settings.Datapath == TerwayDatapath.PolicyRoute, (world, pod) =>
    {
        ClusterNode node = world.NodeNamed(pod.Node);
        Assert.All(pod.Addresses, address => law(world, node, node.Enis.Single(eni => eni.Assigned.Contains(address)), pod, address));
    });

    private static IpAddress Elsewhere(IpAddress near) => near.Family == IpFamily.V4 ? Walk.TwoNodes.Elsewhere : Walk.TwoNodes.Address("2001:db8::9");

    private static Packet ToService(ClusterPod pod) => new(pod.Addresses[0], World.Service.Address, TrafficPoint.Ports(Protocol.Tcp, World.Service.Port, 40000));
}
