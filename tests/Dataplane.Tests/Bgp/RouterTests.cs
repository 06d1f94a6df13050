using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Bgp;

/// <summary>What the router between the nodes learns of pods and Services, and what it says where it learns nothing.</summary>
public sealed class RouterTests
{
    private static readonly BgpPeer s_tor = new("tor") { PeerIp = Address("192.168.9.1"), AsNumber = 64000 };

    [Fact]
    public void Nodes_that_are_peers_of_one_another_tell_the_router_nothing()
    {
        PacketTrace trace = Send(Cluster(), A, D);

        Assert.Equal((WalkEnd.NotAnnounced, PodNetwork.Outside), (trace.End, trace.Stack));
        Assert.Equal("no encapsulation between `n1` and `n3`, which are in different subnets, and no BGP peer outside the cluster: the router does not know that `n3` has 10.244.3.10", trace.Reason);
    }

    [Fact]
    public void A_peer_whose_address_is_a_nodes_is_not_the_router() =>
        Assert.Equal(WalkEnd.NotAnnounced, Send(With(s_tor with { PeerIp = N2 }), A, D).End);

    [Fact]
    public void A_peer_with_an_address_and_a_selector_is_the_nodes_selected_and_not_the_router() =>
        Assert.Equal(WalkEnd.NotAnnounced, Send(With(s_tor with { PeerSelector = PolicyEngine.Selectors.Selector.Parse("has(none)") }), A, D).End);

    [Fact]
    public void A_peer_outside_is_told_what_the_node_has() => Assert.Equal((WalkEnd.Delivered, "shop/d"), Ends(With(s_tor), A, D));

    [Fact]
    public void A_peer_of_the_own_AS_is_told_the_nodes_own_routes_alone() =>
        Assert.Equal((WalkEnd.NotAnnounced, PodNetwork.Outside), Ends(With(s_tor with { Node = "n1", AsNumber = 64512 }), A, D));

    [Fact]
    public void A_node_tells_a_peer_of_another_AS_what_others_told_it_and_has_the_packets_come_to_itself() =>
        Assert.Equal(N1, NextHop(With(s_tor with { Node = "n1" }), D));

    [Fact]
    public void Packets_that_come_back_to_such_a_node_go_round() => Assert.Equal(WalkEnd.Looped, Send(With(s_tor with { Node = "n1" }), B, D).End);

    [Fact]
    public void Next_hops_on_the_nodes_own_link_stay() => Assert.Equal(N2, NextHop(With(s_tor with { Node = "n1" }), B));

    [Theory]
    [InlineData(NextHopMode.Keep, false)]
    [InlineData(NextHopMode.Auto, true)]
    public void Next_hops_stay_where_the_peer_asks_for_it(NextHopMode mode, bool keeps) =>
        Assert.Equal(N3, NextHop(With(s_tor with { Node = "n1", NextHopMode = mode, KeepOriginalNextHop = keeps }), D));

    [Fact]
    public void Next_hops_become_the_node_where_the_peer_asks_for_it() =>
        Assert.Equal(N1, NextHop(With(s_tor with { Node = "n1", NextHopMode = NextHopMode.Self }), B));

    [Fact]
    public void A_reflector_tells_a_peer_of_its_own_AS_all_it_knows()
    {
        ClusterNetwork cluster = With(s_tor with { Node = "n1", AsNumber = 64512 }, new BgpPeer("reflector") { PeerSelector = PolicyEngine.Selectors.Selector.Parse("rr == 'y'") });
        ClusterNode reflector = cluster.Nodes[0] with { RouteReflectorClusterId = N1, Labels = PolicyEngine.Selectors.LabelSet.Create([KeyValuePair.Create("rr", "y")]) };

        Assert.Equal(N3, NextHop(cluster with { Nodes = cluster.Nodes.SetItem(0, reflector) }, D));
    }

    [Fact]
    public void Pools_that_are_kept_quiet_are_announced_neither_to_nodes_nor_to_the_router()
    {
        ClusterNetwork cluster = With(s_tor);
        cluster = cluster with { Pools = [cluster.Pools[0] with { DisableBgpExport = true }] };

        Assert.Equal((WalkEnd.NotAnnounced, PodNetwork.Outside), Ends(cluster, A, B));
        Assert.Equal("`n1` has no route to the pods of `n2`: pool `pods` has `disableBGPExport`", Send(cluster, A, B).Reason);
        Assert.Equal("leave `disableBGPExport` out of the pool", Send(cluster, A, B).Remedy);
    }

    [Fact]
    public void A_packet_from_outside_to_a_pod_that_is_not_announced_dies_at_the_router()
    {
        PacketTrace trace = Send(Cluster(vxlan: PolicyEngine.Model.EncapsulationMode.Always), Elsewhere, D);

        Assert.Equal((WalkEnd.NotAnnounced, PodNetwork.Outside), (trace.End, trace.Stack));
        Assert.Equal("no BGP peer outside the cluster: the router does not know that `n3` has 10.244.3.10", trace.Reason);
    }

    [Fact]
    public void From_outside_a_Service_helps_and_for_answers_the_pools_natOutgoing() =>
        Assert.Equal("enter by a Service with a node port or a load balancer's address; for answers to its pods set `natOutgoing` of pool `pods`", Send(WithOutgoingNat(false), Elsewhere, D).Remedy);

    [Fact]
    public void From_outside_to_a_pool_with_natOutgoing_a_Service_helps() =>
        Assert.Equal("enter by a Service with a node port or a load balancer's address", Send(WithOutgoingNat(true), Elsewhere, D).Remedy);

    [Fact]
    public void An_unused_address_asks_for_a_pod_that_has_it() =>
        Assert.Equal("see that a pod has the address", Send(Cluster(), A, Address("10.244.77.1")).Remedy);

    [Fact]
    public void Nodes_of_different_subnets_need_a_peer_or_encapsulation() =>
        Assert.StartsWith("create a BGPPeer", Send(Cluster(), A, D).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Sessions_whose_ends_expect_other_AS_numbers_are_named_with_them()
    {
        PacketTrace trace = Send(WithoutMesh(Peer("n1", N2, 64999), Peer("n2", N1, 64512)), A, B);

        Assert.Equal("`n1` has no route to the pods of `n2`: `n1` expects AS 64999 of `n2`, which says it is of AS 64512", trace.Reason);
        Assert.Equal("give each BGPPeer the AS number that the other node has", trace.Remedy);
    }

    [Fact]
    public void A_session_that_one_end_alone_wants_is_named() =>
        Assert.EndsWith("`n2` has no BGP session with `n1`, which waits for one", Send(WithoutMesh(Peer("n1", N2, 64512)), A, B).Reason, StringComparison.Ordinal);

    [Fact]
    public void Nodes_without_any_session_are_named() =>
        Assert.EndsWith("there is no BGP session between them, and none by others", Send(WithoutMesh(), A, B).Reason, StringComparison.Ordinal);

    [Fact]
    public void An_address_of_a_pool_that_no_node_has_dies_at_the_router() =>
        Assert.Equal("10.244.77.1 is in pool `pods`, and no node has it", Send(Cluster(), A, Address("10.244.77.1")).Reason);

    [Fact]
    public void Ranges_of_Services_are_announced_by_all_nodes_that_are_peers_of_the_router()
    {
        ClusterNetwork cluster = With(s_tor) with { Bgp = BgpConfiguration.Default with { ServiceClusterIps = [Prefix("10.96.0.0/12")] } };

        Assert.Equal(N1, NextHop(cluster, Address("10.96.0.10")));
        Assert.NotEqual(N1, NextHop(cluster with { BgpPeers = [] }, Address("10.96.0.10")));
    }

    [Fact]
    public void A_peer_may_be_reached_by_a_gateway_of_its_own() =>
        Assert.Equal("192.168.9.1 via 192.168.0.77 dev eth0 proto bird", Network(With(s_tor with { ReachableBy = Address("192.168.0.77") })).Stack("n1")!.Lookup(null, s_tor.PeerIp!.Value)!.ToString());

    [Fact]
    public void A_block_in_no_pool_is_announced_and_installed_as_it_is()
    {
        ClusterNetwork cluster = Cluster() with { Pools = [] };

        Assert.Equal((WalkEnd.Delivered, "shop/b"), Ends(cluster, A, B));
    }

    private static ClusterNetwork With(params BgpPeer[] peers) => Cluster() with { BgpPeers = [.. peers] };

    private static ClusterNetwork WithoutMesh(params BgpPeer[] peers) => With(peers) with { Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = false } };

    private static ClusterNetwork WithOutgoingNat(bool isOn) => Cluster() is var cluster ? cluster with { Pools = [cluster.Pools[0] with { NatOutgoing = isOn }] } : null!;

    private static BgpPeer Peer(string node, IpAddress address, uint number) => new(node) { Node = node, PeerIp = address, AsNumber = number };

    private static PacketTrace Send(ClusterNetwork cluster, IpAddress from, IpAddress to) => new PacketWalk(Network(cluster)).Send(Ping(from, to));

    private static (WalkEnd End, string Stack) Ends(ClusterNetwork cluster, IpAddress from, IpAddress to) => Send(cluster, from, to) is var trace ? (trace.End, trace.Stack) : default;

    private static IpAddress? NextHop(ClusterNetwork cluster, IpAddress to) => Network(cluster).Stack(PodNetwork.Router)!.Lookup(null, to)!.Gateway;
}
