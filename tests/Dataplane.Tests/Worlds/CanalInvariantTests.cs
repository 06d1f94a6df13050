using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>What holds in all networks holds in Canal's, with every backend of Flannel; and what Calico's wiring adds.</summary>
public sealed class CanalInvariantTests : NetworkInvariants
{
    [Fact]
    public void A1_all_that_a_pod_sends_goes_to_the_host_sides_address() => HoldsOnPairs((_, pair, trace) =>
        Assert.Equal((pair.Source.Stack, MacAddress.CalicoHostSide), trace.Steps.OfType<SentStep>().First() is var first ? (first.Stack, first.DestinationMac) : default));

    [Fact]
    public void A11_interfaces_of_pods_have_names_of_their_own() => Holds(world =>
    {
        string[] names = [.. world.Cluster.Pods.Select(pod => pod.HostInterface)];
        Assert.All(names, name => Assert.Matches("^cali[0-9a-f]{11}$", name));
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    });

    [Fact]
    public void T4_pods_send_no_more_than_Flannels_interface_takes() => Holds(world => Assert.All(world.Cluster.Pods, pod =>
    {
        int mtu = world.Network.Stack(pod.Stack)!.Device("eth0")!.Mtu;
        Assert.All(world.Network.Stack(pod.Node)!.Devices.Where(device => device.IsTunnel), tunnel => Assert.Equal(tunnel.Mtu, mtu));
    }));

    [Fact]
    public void R6_without_a_bridge_an_unused_address_comes_back_from_a_router_that_knows_the_subnets() => Holds(world => Assert.All(world.Cluster.Nodes, node =>
    {
        IpAddress unused = node.PodCidrs[0].Last;
        PacketTrace trace = new PacketWalk(world.Network).SendUnbound(node.Name, unused, World.Probe(unused, unused).Traffic)!;
        Assert.Equal(world.Cluster.IsRouterPeered, trace.End == WalkEnd.Looped);
    }));

    protected override void Holds(Action<ClusterWorld> law) => TestKit.Property.Holds(FlannelPlan.Any, plan => law(FlannelWorld.OfCanal(plan)));
}
