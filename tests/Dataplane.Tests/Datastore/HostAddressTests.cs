using PolicyEngine;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Datastore;

/// <summary>Nodes whose addresses have no subnet: to Calico each is alone in its own, and yet they are on one wire.</summary>
public sealed class HostAddressTests
{
    private const string Nodes = """
        {apiVersion: v1, kind: Node, metadata: {name: n1, annotations: {projectcalico.org/IPv4Address: 10.0.1.1/32, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.1.0}}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n2, annotations: {projectcalico.org/IPv4Address: 10.0.1.2/32, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.2.0}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n2, containers: [{name: c}]}, status: {podIP: 10.244.2.5, podIPs: [{ip: 10.244.2.5}]}}
        ---

        """;

    [Theory]
    [InlineData("vxlanMode: CrossSubnet", true)]
    [InlineData("vxlanMode: Never", false)]
    public void A_node_without_subnet_has_no_other_in_it_and_wraps_packets_across_subnets(string mode, bool wraps)
    {
        PacketTrace trace = new PacketWalk(SnapshotNetwork.Of(Dump.Load(Nodes + Pool(mode))).Value!).Send(Tcp(Address("10.244.1.5"), Address("10.244.2.5"), 80));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (trace.End, trace.Stack));
        Assert.Equal(wraps, trace.Steps.OfType<EncapsulatedStep>().Any());
        Assert.DoesNotContain(trace.Steps, step => step.Stack == PodNetwork.Router);
    }

    [Fact]
    public void The_length_that_a_node_tells_is_kept_and_how_it_is_wired_is_assumed()
    {
        DatastoreView view = Dump.Read(Nodes + Pool("vxlanMode: Always"));

        Assert.Equal(["10.0.1.1/32", "10.0.1.2/32"], view.Cluster.Nodes.Select(node => $"{node.V4}"), StringComparer.Ordinal);
        Assert.Contains("`n1`, `n2`: the node's address has no subnet; where no other node tells one it is taken to be on a network of /24", view.Assumptions, StringComparer.Ordinal);
    }

    [Fact]
    public void Nodes_on_one_wire_need_no_peer_outside() =>
        Assert.DoesNotContain("PE6519", Complaints(Nodes + Pool("vxlanMode: Never")), StringComparer.Ordinal);

    [Fact]
    public void Nodes_on_several_wires_need_one() =>
        Assert.Contains("PE6519", Complaints(Nodes.Replace("10.0.1.2/32", "10.0.2.2/32", StringComparison.Ordinal) + Pool("vxlanMode: Never")), StringComparer.Ordinal);

    private static IEnumerable<string> Complaints(string text)
    {
        LoadResult loaded = Dump.Load(text);
        return NetworkDoctor.Examine(loaded.Snapshot, DatastoreView.Of(loaded)).Select(finding => finding.Code);
    }

    private static string Pool(string mode) => $"{{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {{name: p}}, spec: {{cidr: 10.244.0.0/16, {mode}, natOutgoing: true}}}}";
}
