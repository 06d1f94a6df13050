using Dataplane.Tests.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Topology;

/// <summary>What is told of packets to addresses that no Service has.</summary>
public sealed class ServiceRangesTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.0.1.1}, {type: InternalIP, address: "fd00:1::1"}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: v4}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: v6}, spec: {cidr: "fd00:2::/64", vxlanMode: Always}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}, {ip: "fd00:2::5"}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10, "fd00:3::a"], ipFamilies: [IPv4, IPv6], ports: [{port: 80}]}}
        ---

        """;

    private const string ServiceCidr = "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}, spec: {cidrs: [10.96.0.0/12]}}";
    private const string Announced = "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {serviceClusterIPs: [{cidr: 10.96.0.0/12}]}}\n---\n{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {serviceLoopPrevention: Disabled}}";
    private const string Kubeadm = "{apiVersion: v1, kind: ConfigMap, metadata: {name: kubeadm-config, namespace: kube-system}, data: {ClusterConfiguration: \"networking: {serviceSubnet: 10.96.0.0/12}\"}}";

    [Theory]
    [InlineData("10.96.200.7", "no service has 10.96.200.7; it looks like one of the range of Services (10.96.0.0/16 is assumed)")]
    [InlineData("fd00:3::77", "no service has fd00:3::77; it looks like one of the range of Services (fd00:3::/112 is assumed)")]
    public void Where_nothing_tells_the_range_of_Services_it_is_assumed_around_their_addresses(string destination, string reason) =>
        Assert.Equal((WalkEnd.LostOutside, reason), Ends("", destination));

    [Theory]
    [InlineData("10.97.0.1")]
    [InlineData("fd00:3::1:77")]
    public void An_address_outside_the_assumed_range_leaves_the_cluster(string destination) => Assert.Equal((WalkEnd.LeftCluster, ""), Ends("", destination));

    [Theory]
    [InlineData(ServiceCidr)]
    [InlineData(Announced)]
    [InlineData(Kubeadm)]
    public void Where_the_range_of_Services_is_told_that_counts(string told) =>
        Assert.Equal((WalkEnd.LostOutside, "no service has 10.97.0.1, which is in the range of Services"), Ends(told, "10.97.0.1"));

    [Fact]
    public void A_part_of_the_range_that_is_announced_does_not_end_the_assumption()
    {
        const string Part = "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {serviceClusterIPs: [{cidr: 10.96.250.0/24}]}}\n---\n{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {serviceLoopPrevention: Disabled}}";

        Assert.Equal((WalkEnd.LostOutside, "no service has 10.96.0.77; it looks like one of the range of Services (10.96.0.0/16 is assumed)"), Ends(Part, "10.96.0.77"));
        Assert.Equal((WalkEnd.LostOutside, "no service has 10.96.250.7, which is in the range of Services"), Ends(Part, "10.96.250.7"));
    }

    [Fact]
    public void A_packet_from_outside_to_a_cluster_address_comes_to_no_node() =>
        IsLost(Sent(Load(), Elsewhere, 80), "service default/s has 10.96.0.10, and the packet passed no node, where kube-proxy would translate it", "use a node port or a load balancer");

    [Fact]
    public void Without_kube_proxy_a_packet_to_a_Services_port_is_lost_for_the_want_of_it() =>
        IsLost(Sent(Load() with { Proxy = null }, Address("10.244.1.5"), 80), "service default/s has 10.96.0.10, and kube-proxy does not run", "run kube-proxy");

    [Fact]
    public void A_packet_to_a_port_that_the_Service_does_not_have_needs_another_port() =>
        IsLost(Sent(Load(), Address("10.244.1.5"), 99), "service default/s has 10.96.0.10, and no rule of kube-proxy takes the packet", "send to one of the service's ports");

    [Fact]
    public void A_packet_to_a_Services_port_that_the_nodes_kube_proxy_does_not_know_is_lost_there()
    {
        ServiceRanges ranges = new(Load());

        Loss loss = ranges.WhyLost(Tcp(Address("10.244.1.5"), Address("10.96.0.10"), 80), "n1")!.Value;
        Assert.Equal(("service default/s has 10.96.0.10, and kube-proxy of `n1` has no rule for it", "see that kube-proxy runs on `n1` and knows the service"), (loss.Reason, loss.Remedy));
    }

    [Fact]
    public void No_range_is_assumed_where_nodes_are() =>
        Assert.Equal((WalkEnd.LeftCluster, ""), Ends("{apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.96.9.1}]}}", "10.96.200.7"));

    [Theory]
    [InlineData("iptables", WalkEnd.LostOutside, "no service has 10.96.0.77, which is in the range of Services")]
    [InlineData("ipvs", WalkEnd.LostOutside, "no service has 10.96.0.77, which is in the range of Services")]
    [InlineData("nftables", WalkEnd.DroppedByService, "no service has this address (services > cluster-ips-check)")]
    public void What_no_Service_has_follows_the_default_route_but_where_rules_know_the_range(string mode, WalkEnd end, string reason)
    {
        string proxy = $$$"""{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: "mode: {{{mode}}}"}}""";

        Assert.Equal((end, reason), Ends($"{ServiceCidr}\n---\n{proxy}", "10.96.0.77"));
    }

    private static ClusterNetwork Load() => Dump.Read(Cluster.TrimEnd('-', '\n')).Cluster;

    private static PacketTrace Sent(ClusterNetwork cluster, IpAddress source, ushort port) => new PacketWalk(Network(cluster)).Send(Tcp(source, Address("10.96.0.10"), port));

    private static void IsLost(PacketTrace trace, string reason, string remedy)
    {
        Assert.Equal((WalkEnd.LostOutside, reason), (trace.End, trace.Reason));
        Assert.StartsWith(remedy, trace.Remedy, StringComparison.Ordinal);
    }

    private static (WalkEnd End, string Reason) Ends(string other, string destination)
    {
        string source = destination.Contains(':', StringComparison.Ordinal) ? "fd00:2::5" : "10.244.1.5";
        PacketTrace trace = new PacketWalk(SnapshotNetwork.Of(Dump.Load(Cluster + other)).Value!).Send(Tcp(Address(source), Address(destination), 80));
        return (trace.End, trace.Reason);
    }
}
