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
        Assert.False(Originates(cluster, "n2"));
        Assert.True(new AnnouncedServices(cluster).Originates("n1", Prefix("198.51.100.0/24")));
    }

    [Fact]
    public void Where_traffic_stays_on_its_node_those_with_a_ready_backend_announce_the_address()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n1") with { IsReady = false }, On("n2"));

        Assert.All([s_cluster, s_external, s_balancer], address => Assert.Equal(N2, NextHop(cluster, address)));
        Assert.Equal((false, true, false), (Originates(cluster, "n1"), Originates(cluster, "n2"), Originates(cluster, "n3")));
    }

    [Fact]
    public void Without_a_ready_backend_the_range_leads_to_a_node_that_refuses()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2") with { IsReady = false });

        Assert.Equal((N1, WalkEnd.RefusedByService, "n1"), (NextHop(cluster, s_balancer), Sent(cluster, s_balancer).End, Sent(cluster, s_balancer).Stack));
    }

    [Fact]
    public void Where_the_nodes_with_a_backend_announce_nothing_the_range_leads_to_a_node_that_drops()
    {
        ClusterNetwork cluster = Excluding(Of(TrafficPolicy.Local, On("n2")), 1);

        Assert.Equal((N1, WalkEnd.DroppedByService, "n1"), (NextHop(cluster, s_balancer), Sent(cluster, s_balancer).End, Sent(cluster, s_balancer).Stack));
    }

    [Fact]
    public void An_address_outside_the_ranges_is_not_announced() =>
        Assert.False(Originates(Of(TrafficPolicy.Local, On("n2")) with { Bgp = s_ranges with { ServiceLoadBalancerIps = [] } }, "n2"));

    [Theory]
    [InlineData(TrafficPolicy.Local, false)]
    [InlineData(TrafficPolicy.Cluster, true)]
    public void A_range_of_one_address_is_announced_for_the_Service_that_has_it(TrafficPolicy policy, bool isEverywhere)
    {
        IpAddress unused = Address("198.51.100.77");
        ClusterNetwork cluster = Of(policy, On("n2")) with { Bgp = s_ranges with { ServiceLoadBalancerIps = [IpPrefix.Of(s_balancer), IpPrefix.Of(unused)] } };

        Assert.Equal((isEverywhere, true), (Originates(cluster, "n1"), Originates(cluster, "n2")));
        Assert.Equal(WalkEnd.Delivered, Sent(cluster, s_balancer).End);
        Assert.Equal(WalkEnd.LeftCluster, Sent(cluster, unused).End);
    }

    [Fact]
    public void A_range_of_one_external_address_is_announced_for_the_Service_that_has_it()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2")) with { Bgp = s_ranges with { ServiceExternalIps = [IpPrefix.Of(s_external)] } };

        Assert.Equal((N2, WalkEnd.Delivered), (NextHop(cluster, s_external), Sent(cluster, s_external).End));
    }

    [Fact]
    public void A_range_of_one_cluster_address_is_announced_by_all()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2")) with { Bgp = s_ranges with { ServiceClusterIps = [IpPrefix.Of(s_cluster)] } };

        Assert.Equal(N1, NextHop(cluster, s_cluster));
    }

    [Fact]
    public void A_cluster_address_is_announced_whichever_ranges_of_them_are_configured()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2")) with { Bgp = s_ranges with { ServiceClusterIps = [Prefix("10.97.0.0/16")] } };

        Assert.Equal((N2, WalkEnd.Delivered), (NextHop(cluster, s_cluster), Sent(cluster, s_cluster).End));
    }

    [Theory]
    [InlineData("[10.96.0.10, 'fd00:3::a']", "192.168.0.2", "fd00:1::1")]
    [InlineData("['fd00:3::a', 10.96.0.10]", "192.168.0.1", "fd00:1::2")]
    public void Of_two_cluster_addresses_the_first_is_announced(string addresses, string hop, string hopV6)
    {
        DatastoreView view = Dump.Read($$"""
            {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n1}, spec: {bgp: {ipv4Address: 192.168.0.1/24, ipv6Address: "fd00:1::1/64"} } }
            ---
            {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n2}, spec: {bgp: {ipv4Address: 192.168.0.2/24, ipv6Address: "fd00:1::2/64"} } }
            ---
            {apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {serviceClusterIPs: [{cidr: 10.96.0.0/12}, {cidr: "fd00:3::/112"}]} }
            ---
            {apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: tor}, spec: {peerIP: 192.168.9.1, asNumber: 64000} }
            ---
            {apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: tor6}, spec: {peerIP: "fd00:9::1", asNumber: 64000} }
            ---
            {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, externalTrafficPolicy: Local, clusterIPs: {{addresses}}, ports: [{port: 80}]} }
            ---
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-4, labels: {kubernetes.io/service-name: s} }, addressType: IPv4, ports: [{port: 80}], endpoints: [{addresses: [10.244.2.5], nodeName: n2}]}
            ---
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-6, labels: {kubernetes.io/service-name: s} }, addressType: IPv6, ports: [{port: 80}], endpoints: [{addresses: ["fd00:2::5"], nodeName: n2}]}
            """);

        Assert.Equal((Address(hop), Address(hopV6)), (NextHop(view.Cluster, s_cluster), NextHop(view.Cluster, Address("fd00:3::a"))));
    }

    [Fact]
    public void An_address_that_two_Services_have_is_announced_by_the_nodes_of_both()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2"));
        ProxiedPort other = cluster.Services[0] with { Name = new ServicePortName("shop", "other", ""), Port = 81, Backends = [On("n1")] };

        Assert.Equal(["n1", "n2"], new AnnouncedServices(cluster with { Services = [.. cluster.Services, other] }).OriginatorsOf(IpPrefix.Of(s_balancer)), StringComparer.Ordinal);
    }

    [Fact]
    public void An_address_in_ranges_of_two_kinds_is_told_once()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n2")) with { Bgp = s_ranges with { ServiceClusterIps = [IpPrefix.Of(s_balancer)] } };

        Assert.Single(new AnnouncedServices(cluster).Destinations, destination => destination == IpPrefix.Of(s_balancer));
        Assert.Equal(N1, NextHop(cluster, s_balancer));
    }

    [Theory]
    [InlineData(true, WalkEnd.Delivered)]
    [InlineData(false, WalkEnd.LeftCluster)]
    public void Without_aggregation_all_announce_the_addresses_of_load_balancers_that_have_a_ready_backend(bool isReady, WalkEnd end)
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Cluster, On("n2") with { IsReady = isReady }) with { Bgp = s_ranges with { ServiceLoadBalancerAggregation = false } };

        Assert.Equal((isReady, isReady), (Originates(cluster, "n1"), Originates(cluster, "n3")));
        Assert.Equal(end, Sent(cluster, s_balancer).End);
        Assert.Equal(WalkEnd.LeftCluster, Sent(cluster, Address("198.51.100.77")).End);
        Assert.Equal(N1, NextHop(cluster, s_external));
    }

    [Fact]
    public void Whether_load_balancers_addresses_are_aggregated_is_read_and_written()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Cluster) with { Bgp = s_ranges with { ServiceLoadBalancerAggregation = false } };

        Assert.False(Dump.Read(DatastoreWriter.Write(cluster, StoredIpam.Empty)).Cluster.Bgp.ServiceLoadBalancerAggregation);
    }

    [Theory]
    [InlineData(TrafficPolicy.Local, false, "192.168.0.2")]
    [InlineData(TrafficPolicy.Local, true, "192.168.0.2")]
    [InlineData(TrafficPolicy.Cluster, false, "192.168.0.1")]
    [InlineData(TrafficPolicy.Cluster, true, "192.168.0.2")]
    public void A_reflector_passes_addresses_of_load_balancers_on_whether_or_not_it_has_a_backend(TrafficPolicy policy, bool isExcluded, string hop)
    {
        ClusterNetwork cluster = Reflected(Of(policy, On("n2")), isExcluded);

        Assert.All([s_balancer, s_external], address => Assert.Equal(Address(hop), NextHop(cluster, address)));
        Assert.All([s_balancer, s_external], address => Assert.Equal(WalkEnd.Delivered, Sent(cluster, address).End));
    }

    [Theory]
    [InlineData(false, WalkEnd.Delivered)]
    [InlineData(true, WalkEnd.LostOutside)]
    public void A_reflector_passes_cluster_addresses_on_where_it_announces_their_range(bool isExcluded, WalkEnd end) =>
        Assert.Equal(end, Sent(Reflected(Of(TrafficPolicy.Local, On("n2")), isExcluded), s_cluster).End);

    [Fact]
    public void A_node_that_is_no_reflector_passes_nothing_on_that_it_does_not_announce()
    {
        ClusterNetwork cluster = Excluding(Of(TrafficPolicy.Local, On("n2")), 0);
        cluster = cluster with { BgpPeers = [.. cluster.BgpPeers.Select(peer => peer with { Node = "n1" })] };

        Assert.Equal(WalkEnd.LeftCluster, Sent(cluster, s_balancer).End);
    }

    [Fact]
    public void A_reflector_that_announces_an_address_tells_its_own_route() =>
        Assert.Equal(N2, NextHop(Reflected(Of(TrafficPolicy.Local, On("n1"), On("n2")), false, reflector: 1), s_balancer));

    [Fact]
    public void A_node_that_is_excluded_from_load_balancers_announces_nothing_of_Services()
    {
        ClusterNetwork cluster = Of(TrafficPolicy.Local, On("n1"), On("n2"));
        cluster = Excluding(cluster, 0);

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

    private static bool Originates(ClusterNetwork cluster, string node) => new AnnouncedServices(cluster).Originates(node, IpPrefix.Of(s_balancer));

    private static PacketTrace Sent(ClusterNetwork cluster, IpAddress destination) => new PacketWalk(Network(cluster)).Send(Tcp(Elsewhere, destination, 80));

    private static ClusterNetwork Excluding(ClusterNetwork cluster, int number) =>
        cluster with { Nodes = cluster.Nodes.SetItem(number, cluster.Nodes[number] with { Labels = LabelSet.Create([KeyValuePair.Create(Exclusion, "true")]) }) };

    /// <summary>The same, where one node is the reflector of the others and alone a peer of the router.</summary>
    private static ClusterNetwork Reflected(ClusterNetwork cluster, bool isExcluded, int reflector = 0) => cluster with
    {
        Nodes = cluster.Nodes.SetItem(reflector, cluster.Nodes[reflector] with
        {
            RouteReflectorClusterId = N1,
            Labels = LabelSet.Create([KeyValuePair.Create("rr", "y"), KeyValuePair.Create(Exclusion, isExcluded ? "true" : "no")]),
        }),
        Bgp = cluster.Bgp with { NodeToNodeMeshEnabled = false },
        BgpPeers = [.. cluster.BgpPeers.Select(peer => peer with { Node = cluster.Nodes[reflector].Name }), new BgpPeer("reflector") { PeerSelector = Selector.Parse("rr == 'y'") }],
    };

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
