using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Walk;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Terway;

/// <summary>By which interface of the node answers of pods leave that are connected by policy routes.</summary>
public sealed class SymmetricRoutingTests
{
    [Theory]
    [InlineData(false, "eth1")]
    [InlineData(true, "eth0")]
    public void What_came_by_the_nodes_own_interface_is_answered_by_it_where_routing_is_symmetric(bool isSymmetric, string device)
    {
        PacketWalk walk = new(Vpc.Network(new TerwaySettings { IsSymmetric = isSymmetric }, Vpc.Cluster(backend: Vpc.A)));
        PacketTrace there = walk.Send(Tcp(Elsewhere, N1, 30080));
        PacketTrace back = walk.Reply(there);

        Assert.Equal((WalkEnd.Delivered, "shop/a", Elsewhere), (there.End, there.Stack, there.Packet.Source));
        Assert.Equal((WalkEnd.LeftCluster, N1), (back.End, back.Packet.Source));
        Assert.Equal(device, back.Steps.OfType<SentStep>().Single(step => step.Stack == "n1").Device);
    }

    [Fact]
    public void What_came_by_the_pods_interface_is_answered_by_it_all_the_same()
    {
        PacketWalk walk = new(Vpc.Network(new TerwaySettings { IsSymmetric = true }));
        PacketTrace back = walk.Reply(walk.Send(Ping(Elsewhere, Vpc.A)));

        Assert.Equal((WalkEnd.LeftCluster, "eth1"), (back.End, back.Steps.OfType<SentStep>().Single(step => step.Stack == "n1").Device));
    }

    [Fact]
    public void The_rule_for_marked_packets_comes_after_those_to_pods_and_before_those_from_pods()
    {
        NetworkStack node = Vpc.Network(new TerwaySettings { IsSymmetric = true }).Stack("n1")!;

        Assert.Equal([512, 512, 512, 600, 2048, 2048, 2048, 32766], node.Rules.Select(rule => rule.Priority));
        Assert.Equal(0x10u, node.Rules.Single(rule => rule.Priority == 600).Mark);
        Assert.DoesNotContain(Vpc.Network(new TerwaySettings()).Stack("n1")!.Rules, rule => rule.Priority == 600);
    }
}
