using System.Collections.Immutable;
using Dataplane.Tests.Datastore;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Bgp;

/// <summary>What nodes announce of the addresses of Services, and where the router sends packets to them.</summary>
public sealed class AnnouncedServiceTests
{
    private const string Exclusion = "node.kubernetes.io/exclude-from-external-load-balancers";

    private static readonly IpAddress s_cluster = Address("10.96.0.10");
    private static readonly IpAddress s_external = Address("203.0.113.10");
    private static readonly IpAddress s_balancer = Address("198.51.100.10");

    private static readonly BgpConfiguration s_ranges = BgpConfiguration.Default with
    {
        ServiceClusterIps = [Prefix("10.96.0.0/12")],
        ServiceExternalIps = [Prefix("203.0.113.0/24")],
        ServiceLoadBalancerIps = [Prefix("198.51.100.0/24")],
    };

    [Fact]
    public void Where_traffic_may_go_on_to_other_nodes_all_announce_the_range_alone()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Cluster, On("n2"));

        Assert.All([s_cluster, s_external, s_balancer], address => Assert.Equal(N1, NextHop(cluster, address)));
        Assert.False(new BirdExport(cluster).Announces("n2", IpPrefix.Of(s_balancer)));
        Assert.True(new BirdExport(cluster).Announces("n1", Prefix("198.51.100.0/24")));
    }

    [Fact]
    public void Where_traffic_stays_on_its_node_those_with_a_ready_backend_announce_the_address()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n1") with { IsReady = false }, On("n2"));

        Assert.All([s_cluster, s_external, s_balancer], address => Assert.Equal(N2, NextHop(cluster, address)));
        Assert.Equal((false, true, false), (Announces(cluster, "n1"), Announces(cluster, "n2"), Announces(cluster, "n3")));
    }

    [Fact]
    public void Without_a_ready_backend_the_range_leads_to_a_node_that_drops() => Assert.Equal(N1, NextHop(Of(TrafficPolicy.Local, On("n2") with { IsReady = false }), s_balancer));

    [Fact]
    public void An_address_outside_the_ranges_is_not_announced() =>
        Assert.False(Announces(Of(TrafficPolicy.Local, On("n2")) with { Bgp = s_ranges with { ServiceLoadBalancerIps = [] } }, "n2"));

    [Fact]
    public void A_range_of_one_address_is_announced_by_the_nodes_with_a_backend_alone()
    {
        BgpConfiguration one = s_ranges with { ServiceLoadBalancerIps = [IpPrefix.Of(s_balancer)] };

        Assert.False(Announces(Of(TrafficPolicy.Local, On("n2")) with { Bgp = one }, "n1"));
        Assert.True(Announces(Of(TrafficPolicy.Cluster, On("n2")) with { Bgp = one }, "n1"));
    }

    [Fact]
    public void A_node_that_is_excluded_from_load_balancers_announces_nothing_of_Services()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n1"), On("n2"));
        cluster = cluster with { Nodes = cluster.Nodes.SetItem(0, cluster.Nodes[0] with { Labels = LabelSet.Create([KeyValuePair.Create(Exclusion, "true")]) }) };

        Assert.Equal((N2, N2), (NextHop(cluster, s_balancer), NextHop(cluster, Address("198.51.100.77"))));
    }

    [Fact]
    public void Where_packets_are_said_to_enter_counts_before_what_is_announced()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2"));

        Assert.Equal(N1, NextHop(cluster with { Entrances = cluster.Entrances.SetItem(s_balancer, "n1") }, s_balancer));
    }

    [Theory]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: tor}, spec: {peerIP: 192.168.9.1, asNumber: 64000}}", false)]
    [InlineData("", true)]
    public void Where_packets_to_a_load_balancer_enter_is_assumed_unless_its_address_is_announced(string peer, bool isAssumed)
    {
        DatastoreView view = Dump.Read($$"""
            {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n1}, spec: {bgp: {ipv4Address: 192.168.0.11/24} } }
            ---
            {apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {serviceLoadBalancerIPs: [{cidr: 198.51.100.0/24}]} }
            ---
            {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: LoadBalancer, clusterIP: 10.96.0.10, ports: [{port: 80}]}, status: {loadBalancer: {ingress: [{ip: 198.51.100.10}]} } }
            ---
            {{peer}}
            """);

        Assert.Equal(isAssumed, view.Cluster.Entrances.ContainsKey(s_balancer));
    }

    private static bool Announces(ClusterNetwork cluster, string node) => new BirdExport(cluster).Announces(node, IpPrefix.Of(s_balancer));

    private static ServiceBackend On(string node) => new(node == "n1" ? A : B, 80) { Node = node };

    private static ClusterNetwork Of(TrafficPolicy policy, params ImmutableArray<ServiceBackend> backends) => Cluster() with
    {
        Bgp = s_ranges,
        BgpPeers = [new BgpPeer("tor") { PeerIp = Address("192.168.9.1"), AsNumber = 64000 }],
        Services =
        [
            new ProxiedPort(new ServicePortName("shop", "web", ""), Protocol.Tcp, s_cluster, 80)
            {
                ExternalAddresses = [s_external],
                LoadBalancerAddresses = [s_balancer],
                ExternalPolicy = policy,
                Backends = backends,
            },
        ],
    };

    private static IpAddress? NextHop(ClusterNetwork cluster, IpAddress destination) => Network(cluster).Stack(PodNetwork.Router)!.Lookup(null, destination)!.Gateway;
}
