using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Datastore;

/// <summary>Nodes with one address for Kubernetes, which processes of the node have, and another that the network's agents found.</summary>
public sealed class SeveralAddressesTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: n1, annotations: {projectcalico.org/IPv4Address: 10.9.0.1/24, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.1.0}}, status: {addresses: [{type: InternalIP, address: 192.168.5.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n2, annotations: {projectcalico.org/IPv4VXLANTunnelAddr: 10.244.2.0}}, status: {addresses: [{type: InternalIP, address: 192.168.5.2}, {type: InternalIP, address: 10.9.0.2}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: n2}, spec: {bgp: {ipv4Address: 10.9.0.2/24}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n2, containers: [{name: c}]}, status: {podIP: 10.244.2.5, podIPs: [{ip: 10.244.2.5}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: exporter, namespace: shop}, spec: {nodeName: n2, hostNetwork: true, containers: [{name: c}]}, status: {hostIP: 192.168.5.2, podIP: 192.168.5.2, podIPs: [{ip: 192.168.5.2}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: exporter, namespace: shop}, spec: {type: NodePort, clusterIP: 10.96.0.9, ports: [{port: 80, nodePort: 30080}]}}
        ---
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: exporter-x, namespace: shop, labels: {kubernetes.io/service-name: exporter}}, addressType: IPv4, ports: [{port: 80}], endpoints: [{addresses: [192.168.5.2], nodeName: n2}]}
        ---

        """;

    private static readonly IpAddress s_a = Address("10.244.1.5");
    private static readonly IpAddress s_b = Address("10.244.2.5");

    [Theory]
    [InlineData("vxlanMode: Always", EncapsulationKind.Vxlan)]
    [InlineData("ipipMode: Always", EncapsulationKind.Ipip)]
    public void Tunnels_are_between_the_addresses_that_Calico_found(string mode, EncapsulationKind kind)
    {
        PacketTrace trace = Walk(mode).Send(Tcp(s_a, s_b, 80));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (trace.End, trace.Stack));
        Packet outer = Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet;
        Assert.Equal((kind, "10.9.0.1", "10.9.0.2"), (outer.Inner!.Kind, $"{outer.Source}", $"{outer.Destination}"));
    }

    [Fact]
    public void BGP_leads_to_the_addresses_that_Calico_found()
    {
        PacketTrace trace = Walk("vxlanMode: Never").Send(Tcp(s_a, s_b, 80));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), (trace.End, trace.Stack));
        Assert.Equal("10.9.0.2", $"{trace.Steps.OfType<RoutedStep>().Single(step => step.Stack == "n1").Route.Gateway}");
    }

    [Theory]
    [InlineData("192.168.5.2", "192.168.5.1")]
    [InlineData("10.9.0.2", "10.9.0.1")]
    public void A_node_is_reached_at_both_addresses_and_answers_from_the_one_that_was_asked(string address, string seen)
    {
        foreach (PacketTrace there in (PacketTrace[])[Walk().Send(Tcp(s_a, Address(address), 80)), Walk().SendUnbound("n1", Address(address), Tcp(s_a, s_b, 80).Traffic)!])
        {
            Assert.Equal((WalkEnd.Delivered, "n2", seen), (there.End, there.Stack, $"{there.Packet.Source}"));
        }

        PacketWalk walk = Walk();
        PacketTrace asked = walk.Send(Tcp(Elsewhere, Address(address), 22));
        Assert.Equal((WalkEnd.Delivered, "n2"), (asked.End, asked.Stack));
        Assert.Equal((WalkEnd.LeftCluster, address), (walk.Reply(asked) is var answer ? answer.End : default, $"{answer.Packet.Source}"));
    }

    [Fact]
    public void A_Service_leads_to_the_address_of_the_processes()
    {
        PacketWalk walk = Walk();
        PacketTrace there = walk.Send(Tcp(s_a, Address("10.96.0.9"), 80));

        Assert.Equal((WalkEnd.Delivered, "n2", "192.168.5.2"), (there.End, there.Stack, $"{there.Packet.Destination}"));
        Assert.Equal((WalkEnd.Delivered, "shop/a"), (walk.Reply(there) is var back ? back.End : default, back.Stack));
    }

    [Theory]
    [InlineData("192.168.5.1")]
    [InlineData("10.9.0.1")]
    public void Node_ports_are_open_at_both_addresses(string address)
    {
        PacketTrace there = Walk().Send(Tcp(Elsewhere, Address(address), 30080));

        Assert.Equal((WalkEnd.Delivered, "n2", "192.168.5.2"), (there.End, there.Stack, $"{there.Packet.Destination}"));
    }

    [Theory]
    [InlineData("192.168.5.1", "192.168.5.2")]
    [InlineData("10.9.0.1", "10.9.0.1")]
    public void Node_ports_that_are_open_at_the_nodes_own_address_are_so_at_that_of_Kubernetes(string address, string end)
    {
        string proxy = "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: '{nodePortAddresses: [primary]}'}}";
        PacketTrace there = new PacketWalk(Network($"{Cluster}{proxy}\n---\n")).Send(Tcp(Elsewhere, Address(address), 30080));

        Assert.Equal((WalkEnd.Delivered, end), (there.End, $"{there.Packet.Destination}"));
    }

    [Fact]
    public void An_address_that_several_nodes_have_leads_to_none_of_them()
    {
        string behindOwnTranslation = Cluster.Replace("192.168.5.1", "10.0.2.15", StringComparison.Ordinal).Replace("192.168.5.2", "10.0.2.15", StringComparison.Ordinal);

        Assert.Equal((WalkEnd.Delivered, "shop/b"), Ends(new PacketWalk(Network(behindOwnTranslation)).Send(Tcp(s_a, s_b, 80))));
        Assert.Equal(PodNetwork.Outside, new PacketWalk(Network(behindOwnTranslation)).Send(Tcp(s_a, Address("10.0.2.15"), 80)).Stack);
    }

    [Fact]
    public void A_further_address_of_the_same_subnet_is_on_the_same_interface()
    {
        PodNetwork network = Network(Cluster.Replace("192.168.5.", "10.9.0.10", StringComparison.Ordinal));

        Assert.Equal(["eth0"], network.Stack("n2")!.Devices.Where(device => device is PolicyEngine.Dataplane.Kernel.UplinkDevice).Select(device => device.Name), StringComparer.Ordinal);
        Assert.Equal((WalkEnd.Delivered, "n2"), Ends(new PacketWalk(network).Send(Tcp(s_a, Address("10.9.0.102"), 80))));
    }

    [Fact]
    public void Which_way_leads_outside_is_assumed()
    {
        Assert.Contains("`n1`, `n2`: the node has further addresses; what leaves the cluster is taken to leave by the address that the network's agents use", Dump.Read(Cluster).Assumptions, StringComparer.Ordinal);
        Assert.Equal("10.9.0.1", $"{Walk().Send(Tcp(s_a, Elsewhere, 443)).Packet.Source}");
    }

    [Fact]
    public void An_address_that_is_not_a_nodes_own_is_told() => Assert.Contains(
        "`n2`: 10.244.2.0, which Kubernetes has for the node, is taken not to be its own: it is a pod's, a tunnel's or good for one link only",
        Dump.Read(Cluster.Replace("{type: InternalIP, address: 10.9.0.2}", "{type: InternalIP, address: 10.244.2.0}", StringComparison.Ordinal)).Assumptions,
        StringComparer.Ordinal);

    [Theory]
    [InlineData("192.168.5.NUMBER}, {type: InternalIP, address: 10.9.0.NUMBER")]
    [InlineData("192.168.5.NUMBER")]
    [InlineData("10.0.2.15")]
    public void Flannels_tunnels_are_between_the_addresses_that_its_daemons_chose(string known)
    {
        PacketTrace trace = new PacketWalk(SnapshotNetwork.Of(Dump.Load(string.Join("\n---\n", OfFlannel(1, known), OfFlannel(2, known)) + """

            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.244.1.5}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n2, containers: [{name: c}]}, status: {podIP: 10.244.2.5}}
            """)).Value!).Send(Tcp(s_a, s_b, 80));

        Assert.Equal((WalkEnd.Delivered, "shop/b"), Ends(trace));
        Assert.Equal(("10.9.0.1", "10.9.0.2"), Assert.Single(trace.Steps.OfType<EncapsulatedStep>()).Packet is var outer ? ($"{outer.Source}", $"{outer.Destination}") : default);
    }

    [Fact]
    public void What_a_replaced_Flannel_left_at_a_node_is_not_its_address()
    {
        string left = OfFlannel(1, "192.168.5.NUMBER") + "\n---\n{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16}}";

        Assert.Equal("192.168.5.1/24", $"{Dump.Read(left).Cluster.Nodes[0].V4}");
    }

    private static string OfFlannel(int number, string known) =>
        $$$"""{apiVersion: v1, kind: Node, metadata: {name: n{{{number}}}, annotations: {flannel.alpha.coreos.com/kube-subnet-manager: "true", flannel.alpha.coreos.com/backend-type: vxlan, flannel.alpha.coreos.com/public-ip: 10.9.0.{{{number}}}}}, spec: {podCIDR: 10.244.{{{number}}}.0/24}, status: {addresses: [{type: InternalIP, address: {{{known.Replace("NUMBER", $"{number}", StringComparison.Ordinal)}}}}]}}""";

    private static (WalkEnd End, string Stack) Ends(PacketTrace trace) => (trace.End, trace.Stack);

    private static PacketWalk Walk(string mode = "vxlanMode: Always") => new(Network(Cluster, mode));

    private static PodNetwork Network(string cluster, string mode = "vxlanMode: Always") => SnapshotNetwork.Of(Dump.Load(
        $"{cluster}{{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {{name: p}}, spec: {{cidr: 10.244.0.0/16, {mode}, natOutgoing: true}}}}")).Value!;
}
