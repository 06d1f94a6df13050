using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Datastore;

/// <summary>A dump that does not tell who connects the pods is not taken for one of a Calico without peers.</summary>
public sealed class UntoldProviderTests
{
    private const string Assumed = "who connects pods is not told; the network between nodes is taken to know where pods are";

    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.0.1.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.0.2.1}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n2, containers: [{name: c}]}, status: {podIP: 10.244.2.5, podIPs: [{ip: 10.244.2.5}]}}
        ---

        """;

    [Theory]
    [InlineData("")]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: p, namespace: other}, spec: {selector: all()}}")]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: s}, spec: {nets: [192.0.2.0/24]}}")]
    public void Where_nothing_tells_who_connects_pods_the_network_knows_where_they_are(string other)
    {
        Assert.Equal((WalkEnd.Delivered, "shop/b"), Walk(other, "10.244.2.5"));
        Assert.Contains(Assumed, Dump.Read(Cluster + other).Assumptions, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: kube-system}}")]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}}")]
    public void Calicos_agents_alone_do_not_tell_who_connects_pods(string agents) => Assert.Equal((WalkEnd.Delivered, "shop/b"), Walk(agents, "10.244.2.5"));

    [Fact]
    public void Pods_with_addresses_of_nodes_subnets_are_reached_where_nothing_tells_who_connects_them()
    {
        string text = Cluster.Replace("10.244.", "10.0.", StringComparison.Ordinal);

        Assert.Equal(WalkEnd.Delivered, Walk(text, "10.0.1.5", "10.0.2.5").End);
    }

    [Theory]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {nodeToNodeMeshEnabled: true}}")]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16}}")]
    public void Calicos_network_without_peers_does_not_know_where_pods_are(string calico)
    {
        Assert.NotEqual(WalkEnd.Delivered, Walk(calico, "10.244.2.5").End);
        Assert.DoesNotContain(Assumed, Dump.Read(Cluster + calico).Assumptions, StringComparer.Ordinal);
    }

    private static (WalkEnd End, string Stack) Walk(string other, string destination) => Walk(Cluster + other, "10.244.1.5", destination);

    private static (WalkEnd End, string Stack) Walk(string text, string source, string destination)
    {
        PacketTrace trace = new PacketWalk(SnapshotNetwork.Of(Dump.Load(text)).Value!).Send(Tcp(Address(source), Address(destination), 80));
        return (trace.End, trace.Stack);
    }
}
