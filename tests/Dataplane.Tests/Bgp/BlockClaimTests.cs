using Dataplane.Tests.Datastore;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Bgp;

/// <summary>Blocks whose nodes have not claimed them yet, or give them back: BIRD does not have them as its own.</summary>
public sealed class BlockClaimTests
{
    private static readonly IpAddress s_unused = Address("10.244.2.50");

    [Theory]
    [InlineData(AffinityState.Unset)]
    [InlineData(AffinityState.Confirmed)]
    public void A_block_is_announced_once_its_claim_is_confirmed(AffinityState state)
    {
        ClusterNetwork cluster = Claimed(state);

        Assert.Equal("10.244.2.0/26 via 192.168.0.2 dev eth0 proto bird", $"{RouteTo("n1", B, cluster)}");
        Assert.Equal(RouteKind.Blackhole, RouteTo("n2", s_unused, cluster)!.Kind);
    }

    [Theory]
    [InlineData(AffinityState.Pending)]
    [InlineData(AffinityState.PendingDeletion)]
    public void R16_of_a_block_whose_claim_is_not_confirmed_the_pods_alone_are_announced(AffinityState state)
    {
        ClusterNetwork cluster = Claimed(state);

        Assert.Equal("10.244.2.10 via 192.168.0.2 dev eth0 proto bird metric 1024", $"{RouteTo("n1", B, cluster)}");
        Assert.Equal((WalkEnd.Delivered, "shop/b"), Send(cluster, B) is var trace ? (trace.End, trace.Stack) : default);
        Assert.Equal(0, RouteTo("n1", s_unused, cluster)!.Destination.Length);
        Assert.Equal(0, RouteTo("n2", s_unused, cluster)!.Destination.Length);
        Assert.Equal("`n2` has not confirmed its claim to block 10.244.2.0/26, and announces no route to the whole of it", Send(cluster, s_unused).Reason);
    }

    [Fact]
    public void R16_of_a_disabled_pool_nothing_is_announced_but_blocks()
    {
        ClusterNetwork cluster = Claimed(AffinityState.Pending);
        cluster = cluster with { Pools = [cluster.Pools[0] with { Disabled = true }] };

        Assert.Equal(0, RouteTo("n1", B, cluster)!.Destination.Length);
        Assert.Equal(26, RouteTo("n1", D, cluster)!.Destination.Length);
        Assert.StartsWith("`n2` has not confirmed its claim to block 10.244.2.0/26", Send(cluster, B).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_router_is_told_of_the_pods_of_such_a_block() =>
        Assert.Equal(32, RouteTo(PodNetwork.Router, B, Claimed(AffinityState.Pending) with { IsRouterPeered = true })!.Destination.Length);

    [Fact]
    public void Felix_routes_blocks_in_VXLAN_whatever_has_become_of_the_claim() =>
        Assert.Equal(26, RouteTo("n1", B, Claimed(AffinityState.Pending, PolicyEngine.Model.EncapsulationMode.Always))!.Destination.Length);

    [Theory]
    [InlineData("w1", "pending", AffinityState.Pending)]
    [InlineData("w1", "pendingDeletion", AffinityState.PendingDeletion)]
    [InlineData("w1", "confirmed", AffinityState.Confirmed)]
    [InlineData("w2", "pending", AffinityState.Unset)]
    public void How_far_a_claim_has_come_is_read_from_that_of_the_blocks_node(string node, string state, AffinityState expected)
    {
        string dump = $$$"""
            {apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: b}, spec: {cidr: 10.244.1.0/30, affinity: "host:w1", allocations: [null, null, null, null], unallocated: [0, 1, 2, 3], attributes: []}}
            ---
            {apiVersion: crd.projectcalico.org/v1, kind: BlockAffinity, metadata: {name: a}, spec: {cidr: 10.244.1.0/30, node: {{{node}}}, state: {{{state}}}, deleted: "false"}}
            """;

        Assert.Equal(expected, Assert.Single(Dump.Read(dump).Cluster.Blocks).Affinity);
    }

    private static ClusterNetwork Claimed(AffinityState state, PolicyEngine.Model.EncapsulationMode vxlan = PolicyEngine.Model.EncapsulationMode.Never)
    {
        ClusterNetwork cluster = Cluster(vxlan: vxlan);
        return cluster with { Blocks = [.. cluster.Blocks.Select(block => block.Node == "n2" ? block with { Affinity = state } : block)] };
    }

    private static Route? RouteTo(string stack, IpAddress destination, ClusterNetwork cluster) => Network(cluster).Stack(stack)!.Lookup(null, destination);

    private static PacketTrace Send(ClusterNetwork cluster, IpAddress to) => new PacketWalk(Network(cluster)).Send(Ping(A, to));
}
