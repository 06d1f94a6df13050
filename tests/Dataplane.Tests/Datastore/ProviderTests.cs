using PolicyEngine;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;

namespace Dataplane.Tests.Datastore;

/// <summary>A dump of a cluster with Flannel is walked as Flannel's network, and as Canal's where Calico enforces policies beside it.</summary>
public sealed class ProviderTests
{
    private const string Cluster = """
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

    private const string SecondAddress = "public-ip: 192.168.0.2,";

    [Fact]
    public void Without_policies_it_is_Flannels_network()
    {
        PodNetwork network = Network(Cluster);

        Assert.IsType<FlannelNetwork>(network);
        PacketTrace trace = Walk(network);
        Assert.Equal((WalkEnd.Delivered, "shop/b", 62), (trace.End, trace.Stack, trace.Packet.TimeToLive));
        Assert.Equal((ushort)8472, Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet.Traffic.Major);
    }

    [Fact]
    public void Flannel_alone_enforces_no_policies()
    {
        PodNetwork network = Network(Cluster + Closed);

        Assert.IsType<FlannelNetwork>(network);
        Assert.Equal(WalkEnd.Delivered, Walk(network).End);
        Assert.Contains("the network is Flannel's, and nothing enforces policies", Dump.Read(Cluster + Closed).Assumptions, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: kube-system}}")]
    [InlineData("{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: canal, namespace: kube-system}}")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: calico-node-x7k2p, namespace: kube-system}, spec: {nodeName: n1, hostNetwork: true}}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: canal-config, namespace: kube-system}, data: {canal_iface: ''}}")]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}}")]
    public void With_Calicos_agents_it_is_Canals(string agent)
    {
        PodNetwork network = Network($"{Cluster}{Closed}\n---\n{agent}");

        Assert.IsType<CanalNetwork>(network);
        Assert.Equal((WalkEnd.DeniedByPolicy, "n2"), Walk(network) is var trace ? (trace.End, trace.Stack) : default);
    }

    [Fact]
    public void Canals_configuration_is_Flannels_even_where_Calico_knows_the_nodes()
    {
        string canal = Cluster.Replace("kube-flannel-cfg", "canal-config", StringComparison.Ordinal);
        string node = "\n---\n{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n1}, spec: {}}";

        Assert.Equal(NetworkProvider.Canal, Dump.Read(canal + node).Provider);
        Assert.Equal(NetworkProvider.Calico, Dump.Read(Cluster + node).Provider);
    }

    [Fact]
    public void A_pod_of_a_user_is_no_agent()
    {
        const string Pod = "\n---\n{apiVersion: v1, kind: Pod, metadata: {name: calico-node-a, namespace: shop}, spec: {nodeName: n1}, status: {podIP: 10.244.1.9}}";

        Assert.Equal(NetworkProvider.Flannel, Dump.Read(Cluster + Pod).Provider);
    }

    [Theory]
    [InlineData("\"Type\": \"vxlan\"", "\"Type\": \"bogus\"", "backend-type: vxlan", "backend-type: bogus", FlannelErrorKind.Unsupported, "PE6009")]
    [InlineData("\"Network\": ", "\"Network\" ", "", "", FlannelErrorKind.Malformed, "PE6008")]
    public void Where_Flannels_configuration_does_not_work_there_is_no_network(string written, string wrong, string told, string toldInstead, FlannelErrorKind kind, string code)
    {
        string broken = Cluster.Replace(written, wrong, StringComparison.Ordinal);
        LoadResult loaded = Dump.Load(told.Length > 0 ? broken.Replace(told, toldInstead, StringComparison.Ordinal) : broken);

        FlannelResult<PodNetwork> network = SnapshotNetwork.Of(loaded);

        Assert.Null(network.Value);
        Assert.Equal(kind, network.Error?.Kind);
        Assert.Contains(code, DatastoreView.Of(loaded).Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
    }

    [Fact]
    public void Without_its_configuration_Flannel_is_taken_to_be_what_nodes_tell()
    {
        string nodes = Cluster[(Cluster.IndexOf("---", StringComparison.Ordinal) + 4)..].Replace("backend-type: vxlan", "backend-type: host-gw", StringComparison.Ordinal);
        DatastoreView view = Dump.Read(nodes);

        Assert.Equal(("10.244.0.0/22", "host-gw"), ($"{view.Flannel!.V4.Cidr}", view.Flannel.Backend.Type));
        Assert.DoesNotContain(Walk(Network(nodes)).Steps, step => step is EncapsulatedStep);
        Assert.Contains("Flannel's configuration is not given; its backend is taken to be `host-gw`, its network 10.244.0.0/22", view.Assumptions, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("containers: [{name: kube-flannel, command: [/opt/bin/flanneld], args: [--ip-masq, --kube-subnet-mgr]}]", MasqueradeVariant.Iptables)]
    [InlineData("containers: [{name: kube-flannel, args: [--ip-masq=false, -ip-masq=1]}]", MasqueradeVariant.Iptables)]
    [InlineData("containers: [{name: kube-flannel, command: [/opt/bin/flanneld], args: [--kube-subnet-mgr]}]", MasqueradeVariant.BridgePlugin)]
    [InlineData("containers: [{name: x, command: [tail]}, {name: f, command: [/bin/sh, -c, 'set -e; /opt/bin/flanneld --ip-masq=false']}]", MasqueradeVariant.BridgePlugin)]
    [InlineData("containers: [{name: kube-flannel, args: [--kube-subnet-mgr], env: [{name: FLANNELD_IP_MASQ, value: 'true'}]}]", MasqueradeVariant.Iptables)]
    [InlineData("containers: [{name: kube-flannel, args: [--kube-subnet-mgr], env: [{name: FLANNELD_IP_MASQ, valueFrom: {configMapKeyRef: {name: c, key: k}}}]}]", MasqueradeVariant.Iptables)]
    [InlineData("containers: [{name: kube-flannel}]", MasqueradeVariant.Iptables)]
    public void Who_masquerades_is_told_by_how_Flannels_daemon_is_started(string spec, MasqueradeVariant expected)
    {
        DatastoreView set = Dump.Read(WithDaemon(Cluster, "kube-flannel-ds", spec));
        DatastoreView pod = Dump.Read($"{Cluster}\n---\n{{apiVersion: v1, kind: Pod, metadata: {{name: kube-flannel-ds-7xk2p, namespace: kube-flannel}}, spec: {{nodeName: n1, hostNetwork: true, {spec}}}}}");

        Assert.Equal((expected, expected), (set.FlannelMasquerade, pod.FlannelMasquerade));
        Assert.Equal(expected == MasqueradeVariant.BridgePlugin, set.Assumptions.Any(assumption => assumption.Contains("`--ip-masq`", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("kube-flannel-ds", """{"plugins": [{"type": "flannel", "delegate": {"ipMasq": false}}, {"type": "portmap"}]}""", MasqueradeVariant.None)]
    [InlineData("kube-flannel-ds", """{"type": "flannel", "delegate": {"ipMasq": false}}""", MasqueradeVariant.None)]
    [InlineData("kube-flannel-ds", """{"plugins": [{"type": "flannel", "delegate": {"isDefaultGateway": true}}]}""", MasqueradeVariant.BridgePlugin)]
    [InlineData("canal", "{}", MasqueradeVariant.None)]
    public void Where_the_daemons_do_not_masquerade_what_connects_pods_may(string daemon, string cni, MasqueradeVariant expected)
    {
        string configured = Cluster.Replace("data: {", $"data: {{cni-conf.json: '{cni}', ", StringComparison.Ordinal);
        string dump = WithDaemon(configured, daemon, "containers: [{name: kube-flannel, args: [--kube-subnet-mgr]}]");

        Assert.Equal(expected, Dump.Read(dump).FlannelMasquerade);
        Assert.Equal(expected == MasqueradeVariant.None ? "10.244.1.5" : "10.244.1.0", $"{Walk(Network(dump)).Packet.Source}");
    }

    [Fact]
    public void Tunnels_lead_where_nodes_annotations_say()
    {
        PacketTrace trace = Walk(Network(Cluster.Replace(SecondAddress, "public-ip: 10.0.2.15,", StringComparison.Ordinal)));

        Assert.Equal("10.0.2.15", $"{Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet.Destination}");
        Assert.False(trace.IsDelivered);
    }

    [Fact]
    public void An_administrators_address_holds_where_the_daemon_has_told_none()
    {
        PacketTrace trace = Walk(Network(Cluster.Replace(SecondAddress, "public-ip-overwrite: 192.168.0.9,", StringComparison.Ordinal)));

        Assert.Equal("192.168.0.9", $"{Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet.Destination}");
    }

    [Theory]
    [InlineData(SecondAddress, "public-ip: zzz,")]
    [InlineData("\"VtepMAC\":\"02:00:00:00:00:02\"", "\"VtepMAC\":\"02\"")]
    public void Nobody_has_a_tunnel_to_a_node_whose_annotations_cannot_be_read(string told, string instead)
    {
        PacketTrace trace = Walk(Network(Cluster.Replace(told, instead, StringComparison.Ordinal)));

        Assert.DoesNotContain(trace.Steps, step => step is EncapsulatedStep);
    }

    [Fact]
    public void Nodes_pass_over_those_of_another_backend()
    {
        int second = Cluster.IndexOf("name: n2", StringComparison.Ordinal);
        string mixed = Cluster[..second] + Cluster[second..].Replace("backend-type: vxlan", "backend-type: host-gw", StringComparison.Ordinal);

        Assert.DoesNotContain(Walk(Network(mixed)).Steps, step => step is EncapsulatedStep);
    }

    private static string WithDaemon(string cluster, string name, string spec) =>
        $"{cluster}\n---\n{{apiVersion: apps/v1, kind: DaemonSet, metadata: {{name: {name}, namespace: kube-flannel}}, spec: {{template: {{spec: {{{spec}}}}}}}}}";

    private static PacketTrace Walk(PodNetwork network) => new PacketWalk(network).Send(Dataplane.Tests.Walk.TwoNodes.Tcp(Dataplane.Tests.Walk.TwoNodes.Address("10.244.1.5"), Dataplane.Tests.Walk.TwoNodes.Address("10.244.2.5"), 80));

    private static PodNetwork Network(string text) => SnapshotNetwork.Of(Dump.Load(text)).Value!;
}
