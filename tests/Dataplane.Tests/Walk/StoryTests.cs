using PolicyEngine;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>What operators ask about nodes, node ports, monitoring from a node and the API server, answered by walks.</summary>
public sealed class StoryTests
{
    private const string Nodes = """
        apiVersion: v1
        kind: Node
        metadata: {name: cp1, labels: {kubernetes-host: ""}, annotations: {projectcalico.org/IPv4Address: 192.168.10.5/24, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.0.1}}
        status: {addresses: [{type: InternalIP, address: 192.168.10.5}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w1, labels: {role: worker, kubernetes-host: ""}, annotations: {projectcalico.org/IPv4Address: 192.168.10.11/24, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.1.1}}
        status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w2, labels: {kubernetes-host: ""}, annotations: {projectcalico.org/IPv4Address: 192.168.10.12/24, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.2.1}}
        status: {addresses: [{type: InternalIP, address: 192.168.10.12}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w3, labels: {kubernetes-host: ""}, annotations: {projectcalico.org/IPv4Address: 192.168.10.13/24, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.3.1}}
        status: {addresses: [{type: InternalIP, address: 192.168.10.13}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w4, labels: {kubernetes-host: ""}, annotations: {projectcalico.org/IPv4Address: 192.168.20.14/24, projectcalico.org/IPv4VXLANTunnelAddr: 10.244.4.1}}
        status: {addresses: [{type: InternalIP, address: 192.168.20.14}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: frontend-a, namespace: shop, labels: {app: frontend}}
        spec: {nodeName: w1, containers: [{name: c}]}
        status: {podIP: 10.244.1.10, podIPs: [{ip: 10.244.1.10}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: w1, containers: [{name: c}]}
        status: {podIP: 10.244.1.11, podIPs: [{ip: 10.244.1.11}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        spec: {nodeName: w2, containers: [{name: c}]}
        status: {podIP: 10.244.2.10, podIPs: [{ip: 10.244.2.10}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: batch-1, namespace: shop, labels: {app: batch}}
        spec: {nodeName: w2, containers: [{name: c}]}
        status: {podIP: 10.244.2.12, podIPs: [{ip: 10.244.2.12}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: prom-0, namespace: ops, labels: {app: prometheus}}
        spec: {nodeName: w3, hostNetwork: true, containers: [{name: c}]}
        status: {podIP: 192.168.10.13, podIPs: [{ip: 192.168.10.13}]}

        """;

    private const string Protected = """
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}
        spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: kubelet}
        spec:
          selector: role == 'worker'
          types: [Ingress]
          ingress: [{action: Allow, protocol: TCP, source: {nets: [192.168.10.0/24]}, destination: {ports: [10250]}}]
        """;

    private const string Exposed = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec:
          type: NodePort
          clusterIP: 10.96.0.20
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080, nodePort: 30080}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 8080}]}]
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: node-ports}
        spec:
          order: 10
          selector: has(kubernetes-host)
          preDNAT: true
          applyOnForward: true
          ingress:
          - {action: Allow, protocol: TCP, source: {nets: [203.0.113.0/24]}, destination: {ports: [30080]}}
          - {action: Allow, source: {nets: [192.168.0.0/16, 10.244.0.0/16]}}
          - {action: Deny}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: host-egress}
        spec: {order: 30, selector: has(kubernetes-host), types: [Egress], egress: [{action: Allow}]}
        """;

    private const string Monitored = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          ingress: [{from: [{ipBlock: {cidr: 192.168.10.0/24}}], ports: [{port: 9121}]}]
        """;

    private const string ApiServer = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: kubernetes, namespace: default}
        spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: kubernetes, namespace: default, labels: {kubernetes.io/service-name: kubernetes}}
        addressType: IPv4
        ports: [{name: https, port: 6443, protocol: TCP}]
        endpoints: [{addresses: [192.168.10.5]}]
        """;

    [Fact]
    public void Story12_a_node_is_reached_only_as_its_host_endpoint_says_and_forwarded_traffic_is_left_alone()
    {
        PacketWalk walk = new(Network(Pool("vxlanMode: Always") + Protected));

        Assert.Equal(WalkEnd.Delivered, walk.Send("cp1", Tcp(Address("192.168.10.5"), Address("192.168.10.11"), 10250)).End);
        PacketTrace stranger = walk.Send(Tcp(Address("198.51.100.9"), Address("192.168.10.11"), 10250));
        Assert.Equal((WalkEnd.DeniedByPolicy, ReasonCode.TierDefaultDeny), (stranger.End, LastDecision(stranger)));
        Assert.Equal(ReasonCode.FailsafePort, LastDecision(walk.Send(Tcp(Address("198.51.100.9"), Address("192.168.10.11"), 22))));
        Assert.Equal(WalkEnd.DeniedByPolicy, walk.Send("w1", Tcp(Address("192.168.10.11"), Address("203.0.113.7"), 443)).End);
        Assert.Equal(WalkEnd.LeftCluster, walk.Send(Tcp(Address("10.244.1.10"), Address("203.0.113.7"), 443)).End);
    }

    [Theory]
    [InlineData("203.0.113.7", "192.168.10.11", WalkEnd.Delivered, "shop/web-0")]
    [InlineData("203.0.113.7", "192.168.10.12", WalkEnd.DeniedByPolicy, "w1")]
    [InlineData("198.51.100.9", "192.168.10.11", WalkEnd.DeniedByPolicy, "w1")]
    public void Story13_a_node_port_is_open_to_the_client_only_where_the_backend_sees_it(string client, string node, WalkEnd end, string place)
    {
        PacketTrace trace = new PacketWalk(Network(Pool("vxlanMode: Always") + Exposed + HostEndpoints())).Send(Tcp(Address(client), Address(node), 30080));

        Assert.Equal((end, place), (trace.End, trace.Stack));
    }

    [Fact]
    public void Story13_the_node_that_passes_a_packet_on_shows_its_own_address()
    {
        PacketTrace trace = new PacketWalk(Network(Pool("vxlanMode: Always") + Exposed + HostEndpoints())).Send(Tcp(Address("203.0.113.7"), Address("192.168.10.12"), 30080));

        Assert.Contains(trace.Steps.OfType<FilteredStep>(), step => step.Stack == "w2" && step.Packet.Source == Address("203.0.113.7"));
        Assert.Contains(trace.Steps.OfType<FilteredStep>(), step => step.Stack == "w1" && step.Packet.Source == Address("10.244.2.1"));
    }

    [Theory]
    [InlineData("vxlanMode: Always", "w3", WalkEnd.DeniedByPolicy, "10.244.3.1")]
    [InlineData("vxlanMode: CrossSubnet", "w3", WalkEnd.Delivered, "192.168.10.13")]
    [InlineData("vxlanMode: CrossSubnet", "w4", WalkEnd.DeniedByPolicy, "10.244.4.1")]
    [InlineData("vxlanMode: Always", "w2", WalkEnd.Delivered, "192.168.10.12")]
    public void Story15_what_a_monitor_on_a_node_shows_depends_on_the_way_its_packets_take(string mode, string node, WalkEnd end, string shown)
    {
        PodNetwork network = Network(Pool(mode) + Monitored);

        PacketTrace trace = new PacketWalk(network).SendUnbound(node, Address("10.244.2.10"), TrafficPoint.Ports(Protocol.Tcp, 9121, 40000))!;

        Assert.Equal((end, Address(shown)), (trace.End, trace.Packet.Source));
    }

    [Theory]
    [InlineData("{ipBlock: {cidr: 10.96.0.1/32}}", "443", WalkEnd.DeniedByPolicy)]
    [InlineData("{ipBlock: {cidr: 192.168.10.5/32}}", "6443", WalkEnd.Delivered)]
    public void Story17_egress_to_the_API_server_is_judged_by_the_address_behind_the_service(string peer, string port, WalkEnd end)
    {
        string policy = $$"""

            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector:
                matchLabels: {app: batch}
              policyTypes: [Egress]
              egress:
              - to: [{{peer}}]
                ports:
                - port: {{port}}
            """;

        PacketTrace trace = new PacketWalk(Network(Pool("vxlanMode: Always") + ApiServer + policy)).Send(Tcp(Address("10.244.2.12"), Address("10.96.0.1"), 443));

        Assert.Equal(end, trace.End);
        Assert.Contains(trace.Steps.OfType<TranslatedStep>(), step => step.Packet.Destination == Address("192.168.10.5") && step.Packet.Traffic.Major == 6443);
        Assert.All(trace.Steps.OfType<FilteredStep>(), step => Assert.Equal(Address("192.168.10.5"), step.Packet.Destination));
    }

    private static ReasonCode LastDecision(PacketTrace trace) => trace.Steps.OfType<FilteredStep>().Last().Decision!.Chains[^1].Decision.Reason;

    private static PodNetwork Network(string text) => SnapshotNetwork.Of(new PolicyLoader().LoadText(text).Snapshot);

    private static string Pool(string mode) => $$"""
        {{Nodes}}
        ---
        apiVersion: projectcalico.org/v3
        kind: IPPool
        metadata: {name: pods}
        spec: {natOutgoing: true, cidr: 10.244.0.0/16, {{mode}} }

        """;

    private static string HostEndpoints() => string.Concat(
        from node in new[] { ("cp1", "192.168.10.5"), ("w1", "192.168.10.11"), ("w2", "192.168.10.12"), ("w3", "192.168.10.13"), ("w4", "192.168.20.14") }
        select $$"""

            ---
            apiVersion: projectcalico.org/v3
            kind: HostEndpoint
            metadata:
              name: {{node.Item1}}-eth0
              labels: {kubernetes-host: ""}
            spec:
              node: {{node.Item1}}
              interfaceName: eth0
              expectedIPs: [{{node.Item2}}]
            """);
}
