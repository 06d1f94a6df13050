using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;

namespace Dataplane.Tests.Datastore;

public sealed class NodeReadingTests
{
    [Fact]
    public void Annotations_of_Kubernetes_nodes_say_what_Calicos_own_resource_says()
    {
        ClusterNode node = Assert.Single(Dump.Read("""
            apiVersion: v1
            kind: Node
            metadata:
              name: w1
              labels: {zone: a}
              annotations:
                projectcalico.org/IPv4Address: 10.0.0.1/24
                projectcalico.org/IPv6Address: fd00::1/64
                projectcalico.org/IPv4IPIPTunnelAddr: 10.244.1.1
                projectcalico.org/IPv4VXLANTunnelAddr: 10.244.1.2
                projectcalico.org/IPv6VXLANTunnelAddr: fd01::2
                projectcalico.org/VXLANTunnelMACAddr: 66:f9:37:c3:7e:94
                projectcalico.org/ASNumber: "64512.1"
                projectcalico.org/RouteReflectorClusterID: 244.0.0.1
                projectcalico.org/IPv4WireguardInterfaceAddr: 10.244.1.3
                projectcalico.org/WireguardPublicKey: abc=
            spec: {podCIDR: 10.244.1.0/24}
            status: {addresses: [{type: Hostname, address: w1}, {type: InternalIP, address: 10.0.0.1}]}
            """).Told.Nodes);

        Assert.Equal("10.0.0.1/24 fd00::1/64", $"{node.V4} {node.V6}");
        Assert.Equal("10.244.1.1 10.244.1.2 fd01::2 10.244.1.3", $"{node.IpipTunnel} {node.VxlanTunnelV4} {node.VxlanTunnelV6} {node.WireguardTunnelV4}");
        Assert.Equal("66:f9:37:c3:7e:94 abc=", $"{node.VtepMacV4} {node.WireguardKeyV4}");
        Assert.Equal((64512u << 16) + 1, node.AsNumber);
        Assert.Equal("244.0.0.1", $"{node.RouteReflectorClusterId}");
        Assert.Equal("10.244.1.0/24", $"{Assert.Single(node.PodCidrs)}");
        Assert.Equal("10.0.0.1", $"{Assert.Single(node.InternalAddresses)}");
        Assert.Equal("a", node.Labels["zone"]);
    }

    [Theory]
    [InlineData("projectcalico.org/v3")]
    [InlineData("crd.projectcalico.org/v1")]
    public void Both_API_groups_of_Calico_are_read(string version)
    {
        DatastoreView view = Dump.Read($$$"""
            {apiVersion: {{{version}}}, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv4Address: 10.0.0.1/24}, ipv4VXLANTunnelAddr: 10.244.1.1}}
            ---
            {apiVersion: {{{version}}}, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always, blockSize: 0}}
            """);

        Assert.Equal("10.244.1.1", $"{Assert.Single(view.Told.Nodes).VxlanTunnelV4}");
        Assert.Equal(26, Assert.Single(view.Told.Pools).BlockSize);
    }

    [Fact]
    public void What_the_dump_does_not_say_of_a_node_is_inferred_and_told()
    {
        DatastoreView view = Dump.Read("""
            {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
            """);

        Assert.Null(Assert.Single(view.Told.Nodes).V4);
        ClusterNode node = Assert.Single(view.Cluster.Nodes);
        Assert.Equal("10.0.0.1/24 10.244.255.255", $"{node.V4} {node.VxlanTunnelV4}");
        Assert.Contains("`w1`: the node's subnet is taken to be a /24", view.Assumptions, StringComparer.Ordinal);
        Assert.Contains("`w1`: the address of the node's tunnel is taken to be one from the end of the pool", view.Assumptions, StringComparer.Ordinal);
    }

    [Fact]
    public void A_node_without_tunnel_keeps_none_where_others_have_one()
    {
        DatastoreView view = Dump.Read("""
            {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv4Address: 10.0.0.1/24}, ipv4VXLANTunnelAddr: 10.244.1.1}}
            ---
            {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w2}, spec: {bgp: {ipv4Address: 10.0.0.2/24}}}
            ---
            {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
            """);

        Assert.Equal([false, true], view.Cluster.Nodes.Select(node => node.VxlanTunnelV4 is null));
    }

    [Theory]
    [InlineData("", NetworkProvider.Calico)]
    [InlineData("flannel.alpha.coreos.com/backend-type: vxlan", NetworkProvider.Flannel)]
    [InlineData("{flannel.alpha.coreos.com/backend-type: vxlan, projectcalico.org/IPv4Address: 10.0.0.1/24}", NetworkProvider.Calico)]
    public void Annotations_tell_who_connects_the_pods(string annotations, NetworkProvider provider)
    {
        string mapping = annotations.StartsWith('{') ? annotations : $"{{{annotations}}}";
        Assert.Equal(provider, Dump.Read($$$"""{apiVersion: v1, kind: Node, metadata: {name: w1, annotations: {{{mapping}}} }}""").Provider);
    }
}
