using PolicyEngine;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;

namespace Dataplane.Tests.Datastore;

/// <summary>A dump of a cluster with Flannel is walked as Flannel's network, and as Canal's where it has policies.</summary>
public sealed class ProviderTests
{
    private const string Dump = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
        data: {net-conf.json: '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}'}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1, annotations: {flannel.alpha.coreos.com/backend-type: vxlan, flannel.alpha.coreos.com/public-ip: 192.168.0.1, flannel.alpha.coreos.com/kube-subnet-manager: "true", flannel.alpha.coreos.com/backend-data: '{"VNI":1,"VtepMAC":"02:00:00:00:00:01"}'}}
        spec: {podCIDR: 10.244.1.0/24, podCIDRs: [10.244.1.0/24]}
        status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2, annotations: {flannel.alpha.coreos.com/backend-type: vxlan, flannel.alpha.coreos.com/public-ip: 192.168.0.2, flannel.alpha.coreos.com/kube-subnet-manager: "true", flannel.alpha.coreos.com/backend-data: '{"VNI":1,"VtepMAC":"02:00:00:00:00:02"}'}}
        spec: {podCIDR: 10.244.2.0/24, podCIDRs: [10.244.2.0/24]}
        status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: a, namespace: shop}
        spec: {nodeName: n1, containers: [{name: c}]}
        status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: b, namespace: shop}
        spec: {nodeName: n2, containers: [{name: c}]}
        status: {podIP: 10.244.2.5, podIPs: [{ip: 10.244.2.5}]}
        """;

    private const string Closed = """

        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        """;

    [Fact]
    public void Without_policies_it_is_Flannels_network()
    {
        PodNetwork network = Network(Dump);

        Assert.IsType<FlannelNetwork>(network);
        PacketTrace trace = Walk(network);
        Assert.Equal((WalkEnd.Delivered, "shop/b", 62), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal((ushort)8472, Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet.Traffic.Major);
    }

    [Fact]
    public void With_policies_it_is_Canals()
    {
        PodNetwork network = Network(Dump + Closed);

        Assert.IsType<CanalNetwork>(network);
        Assert.Equal((WalkEnd.DeniedByPolicy, "n2"), Walk(network) is var trace ? (trace.End, trace.Stack) : default);
    }

    private static PacketTrace Walk(PodNetwork network) => new PacketWalk(network).Send(Dataplane.Tests.Walk.TwoNodes.Tcp(Dataplane.Tests.Walk.TwoNodes.Address("10.244.1.5"), Dataplane.Tests.Walk.TwoNodes.Address("10.244.2.5"), 80));

    private static PodNetwork Network(string text) => SnapshotNetwork.Of(new PolicyLoader(new LoadOptions { KeepsDocuments = true }).LoadText(text));
}
