using PolicyEngine;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Datastore;

/// <summary>A dump of a cluster with Terway is walked as Terway's network, connected as its configuration says.</summary>
public sealed class TerwayProviderTests
{
    private const string Cluster = """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2}
        status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: a, namespace: shop}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {podIP: 192.168.0.100, podIPs: [{ip: 192.168.0.100}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: b, namespace: shop}
        spec: {nodeName: n2, containers: [{name: c}]}
        status: {podIP: 172.16.5.9, podIPs: [{ip: 172.16.5.9}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress]}

        """;

    [Theory]
    [InlineData("{}", "{}", null, TerwayDatapath.PolicyRoute)]
    [InlineData("{\"eniip_virtual_type\": \"Veth\"}", "{}", "terway-eniip", TerwayDatapath.PolicyRoute)]
    [InlineData("{\"eniip_virtual_type\": \"IPVlan\"}", "{}", "terway-eniip", TerwayDatapath.IpVlan)]
    [InlineData("{}", "{}", "terway", TerwayDatapath.VpcRoute)]
    [InlineData("{}", "{}", "terway-eni", TerwayDatapath.ExclusiveEni)]
    [InlineData("{}", "{\"enable_eni_trunking\": true}", "terway-eni", TerwayDatapath.Vlan)]
    [InlineData("{\"vlan_strip_type\": \"vlan\"}", "{\"enable_eni_trunking\": true}", "terway-eniip", TerwayDatapath.Vlan)]
    [InlineData("{\"vlan_strip_type\": \"filter\"}", "{\"enable_eni_trunking\": true}", "terway-eniip", TerwayDatapath.PolicyRoute)]
    public void The_way_follows_from_the_configuration_and_the_name_of_the_DaemonSet(string plugin, string interfaces, string? daemonSet, TerwayDatapath expected)
    {
        DatastoreView view = Dump.Read(ConfigOf(plugin, interfaces) + (daemonSet is null ? "" : DaemonSetOf(daemonSet)));

        Assert.Equal(NetworkProvider.Terway, view.Provider);
        Assert.Equal(expected, view.Terway!.Datapath);
    }

    [Fact]
    public void The_DaemonSet_alone_tells_that_it_is_Terway_and_others_tell_nothing()
    {
        Assert.Equal(NetworkProvider.Terway, Dump.Read(DaemonSetOf("terway-eniip")).Provider);
        Assert.Equal(NetworkProvider.Calico, Dump.Read(DaemonSetOf("fluentd")).Provider);
    }

    [Fact]
    public void Ranges_and_symmetric_routing_are_read()
    {
        DatastoreView view = Dump.Read(ConfigOf("{\"host_stack_cidrs\": [\"169.254.20.0/24\", \"no range\"], \"symmetric_routing\": true}", "{\"service_cidr\": \"10.96.0.0/12,fd00:96::/112\"}"));

        Assert.Equal(Prefix("169.254.20.0/24"), Assert.Single(view.Terway!.HostRanges));
        Assert.True(view.Terway.IsSymmetric);
        Assert.Equal(["10.96.0.0/12", "fd00:96::/112"], view.Cluster.Proxy!.ServiceRanges.Select(range => range.ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public void Interfaces_for_pods_are_inferred_in_the_nodes_subnet_or_one_of_their_own()
    {
        DatastoreView view = Dump.Read(Cluster + ConfigOf("{}", "{}"));

        Assert.Equal(["192.168.0.0/24", "172.16.5.0/24"], view.Cluster.Nodes.Select(node => Assert.Single(node.Enis).Subnet.ToString()), StringComparer.Ordinal);
        Assert.Contains(view.Assumptions, assumption => assumption.Contains("connected by policy routes", StringComparison.Ordinal));
        Assert.Contains(view.Assumptions, assumption => assumption.Contains("interfaces for pods", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("terway-eniip", "Veth", WalkEnd.DeniedByPolicy, "n2")]
    [InlineData("terway-eniip", "IPVlan", WalkEnd.Delivered, "shop/b")]
    [InlineData("terway-eni", "", WalkEnd.Delivered, "shop/b")]
    public void Policies_hold_where_the_way_between_pods_leads_by_the_nodes_rules(string daemonSet, string virtualType, WalkEnd end, string place)
    {
        PodNetwork network = SnapshotNetwork.Of(Dump.Load(Cluster + ConfigOf($"{{\"eniip_virtual_type\": \"{virtualType}\"}}", "{}") + DaemonSetOf(daemonSet))).Value!;
        PacketTrace trace = new PacketWalk(network).Send(Tcp(Address("192.168.0.100"), Address("172.16.5.9"), 80));

        Assert.IsType<TerwayNetwork>(network);
        Assert.Equal((end, place), (trace.End, trace.Stack));
    }

    private static string ConfigOf(string plugin, string interfaces) => $$"""
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: eni-config, namespace: kube-system}
        data:
          10-terway.conf: '{{plugin}}'
          eni_conf: '{{interfaces}}'

        """;

    private static string DaemonSetOf(string name) => $$"""
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: {{name}}, namespace: kube-system}

        """;
}
