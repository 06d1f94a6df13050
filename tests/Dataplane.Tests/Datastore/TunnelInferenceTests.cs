using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Datastore;

/// <summary>Nodes' packets to pods, and what comes back, where a dump says little of tunnels.</summary>
public sealed class TunnelInferenceTests
{
    private const string Nodes = """
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.0.1.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.0.2.1}]}}
        ---

        """;

    private const string Pod = """
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n2, containers: [{name: c}]}, status: {podIP: 10.244.2.5, podIPs: [{ip: 10.244.2.5}]}}
        ---

        """;

    private const string Tunnelled = "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n1}, spec: {bgp: {ipv4Address: 10.0.1.1/24, ipv4IPIPTunnelAddr: 10.244.0.0}, ipv4VXLANTunnelAddr: 10.244.0.0}}\n---\n"
        + "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n2}, spec: {bgp: {ipv4Address: 10.0.2.1/24, ipv4IPIPTunnelAddr: 10.244.2.0}, ipv4VXLANTunnelAddr: 10.244.2.0}}\n---\n";

    [Theory]
    [InlineData("ipipMode: Always")]
    [InlineData("ipipMode: CrossSubnet")]
    [InlineData("vxlanMode: Always")]
    [InlineData("vxlanMode: CrossSubnet")]
    public void An_inferred_address_of_a_tunnel_has_a_way_back(string mode) => DeliversBothWays(Nodes + Pod + Pool(mode), "10.244.255.255");

    [Theory]
    [InlineData("ipipMode: Always")]
    [InlineData("vxlanMode: Always")]
    public void A_told_address_of_a_tunnel_has_a_way_back_where_its_node_has_no_pod(string mode) => DeliversBothWays(Tunnelled + Pod + Pool(mode), "10.244.0.0");

    [Theory]
    [InlineData("ipipMode: Always", "ipipTunnelAddress")]
    [InlineData("vxlanMode: Always", "vxlanTunnelAddress")]
    public void A_block_tells_the_address_of_a_tunnel_where_no_node_does(string mode, string type)
    {
        string text = Nodes + Pod + Block("n1", "10.244.0.0", type) + Block("n2", "10.244.2.4", type) + Pool(mode);

        DeliversBothWays(text, "10.244.0.0");
        Assert.Contains("`n1`, `n2`: the address of the node's tunnel is taken to be the one that a block holds for it", Dump.Read(text).Assumptions, StringComparer.Ordinal);
    }

    [Fact]
    public void An_inferred_address_of_a_tunnel_is_in_no_block_of_the_dump()
    {
        string last = "{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: b}, spec: {cidr: 10.244.255.252/30, affinity: 'host:n2', allocations: [null, null, null, null], attributes: [], unallocated: [0, 1, 2, 3]}}\n---\n";

        Assert.Equal("10.244.255.251", $"{Dump.Read(Nodes + last + Pool("vxlanMode: Always")).Cluster.Nodes[0].VxlanTunnelV4}");
    }

    private static void DeliversBothWays(string text, string source)
    {
        PodNetwork network = SnapshotNetwork.Of(Dump.Load(text)).Value!;
        PacketWalk walk = new(network);

        PacketTrace there = walk.Send("n1", Tcp(Address(source), Address("10.244.2.5"), 80));
        PacketTrace back = walk.Send("shop/b", Tcp(Address("10.244.2.5"), Address(source), 40000));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (there.End, there.Stack));
        Assert.Equal((WalkEnd.Delivered, "n1"), (back.End, back.Stack));
        Assert.Contains(source, DatastoreView.Of(Dump.Load(text)).Cluster.Nodes[0].TunnelAddresses.Select(address => $"{address}"), StringComparer.Ordinal);
    }

    private static string Block(string node, string cidr, string type) =>
        $"{{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {{name: {node}}}, spec: {{cidr: {cidr}/30, affinity: 'host:{node}', allocations: [0, null, null, null], unallocated: [1, 2, 3], attributes: [{{handle_id: x, secondary: {{node: {node}, type: {type}}}}}]}}}}\n---\n";

    private static string Pool(string mode) => $"{{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {{name: p}}, spec: {{cidr: 10.244.0.0/16, blockSize: 30, {mode}, natOutgoing: true}}}}";
}
