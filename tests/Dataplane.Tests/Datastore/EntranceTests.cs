using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Datastore;

/// <summary>Where packets from outside to the addresses of Services enter the cluster.</summary>
public sealed class EntranceTests
{
    private static readonly IpAddress s_n1 = Address("192.168.0.1");
    private static readonly IpAddress s_n2 = Address("192.168.0.2");

    [Theory]
    [InlineData("externalIPs: [192.168.0.2]", "")]
    [InlineData("type: LoadBalancer", ", status: {loadBalancer: {ingress: [{ip: 192.168.0.2}]}}")]
    public void An_address_that_is_a_nodes_own_enters_at_that_node(string spec, string status)
    {
        DatastoreView view = Read(spec, status, On("n2"));

        Assert.Empty(view.Cluster.Entrances);
        Assert.DoesNotContain(view.Assumptions, sentence => sentence.Contains("the first node that sends them on", StringComparison.Ordinal));
        PacketTrace trace = Send(view, Elsewhere, s_n2, 80);
        Assert.Equal((WalkEnd.Delivered, "shop/b", s_n2), (trace.End, trace.Stack, trace.Packet.Source));
        Assert.DoesNotContain(trace.Steps, step => step.Stack == "n1");
    }

    [Fact]
    public void A_nodes_own_address_that_a_Service_has_too_leads_to_the_node_from_everywhere()
    {
        DatastoreView view = Read("externalIPs: [192.168.0.2]", "", On("n2"));

        foreach (PacketTrace trace in (PacketTrace[])[Send(view, Elsewhere, s_n2, 22), new PacketWalk(Network(view.Cluster)).SendUnbound("n3", s_n2, Tcp(Elsewhere, s_n2, 22).Traffic)!])
        {
            Assert.Equal((WalkEnd.Delivered, "n2"), (trace.End, trace.Stack));
            Assert.DoesNotContain(trace.Steps, step => step.Stack == "n1");
        }
    }

    [Fact]
    public void Under_Local_policy_the_node_whose_address_it_is_drops_what_others_would_serve()
    {
        DatastoreView view = Read("type: LoadBalancer, externalTrafficPolicy: Local", ", status: {loadBalancer: {ingress: [{ip: 192.168.0.1}, {ip: 192.168.0.2}]}}", On("n1"));

        Assert.Equal((WalkEnd.Delivered, "shop/a"), Send(view, Elsewhere, s_n1, 80) is var served ? (served.End, served.Stack) : default);
        Assert.Equal((WalkEnd.DroppedByService, "n2"), Send(view, Elsewhere, s_n2, 80) is var dropped ? (dropped.End, dropped.Stack) : default);
    }

    [Theory]
    [InlineData("ready: false, serving: false", "ready: true", WalkEnd.Delivered, "shop/b")]
    [InlineData("ready: false, serving: true, terminating: true", "ready: true", WalkEnd.Delivered, "shop/b")]
    [InlineData("ready: false, serving: false", "ready: false, serving: true, terminating: true", WalkEnd.Delivered, "shop/b")]
    [InlineData("ready: false, serving: true, terminating: true", "ready: false, serving: false", WalkEnd.Delivered, "shop/a")]
    [InlineData("ready: false, serving: false", "ready: false, serving: false", WalkEnd.RefusedByService, "n1")]
    public void Under_Local_policy_the_first_node_with_a_backend_that_it_would_use_is_taken(string first, string second, WalkEnd end, string stack)
    {
        DatastoreView view = Read("type: LoadBalancer, externalTrafficPolicy: Local", ", status: {loadBalancer: {ingress: [{ip: 203.0.113.60}]}}", On("n1", first), On("n2", second));

        PacketTrace trace = Send(view, Elsewhere, Address("203.0.113.60"), 80);
        Assert.Equal((end, stack), (trace.End, trace.Stack));
    }

    [Fact]
    public void No_entrance_leads_away_from_the_node_whose_address_it_is()
    {
        DatastoreView view = Read("externalIPs: [192.168.0.2]", "", On("n2"));

        PacketTrace trace = Send(view with { Cluster = view.Cluster with { Entrances = view.Cluster.Entrances.SetItem(s_n2, "n1") } }, Elsewhere, s_n2, 22);

        Assert.Equal((WalkEnd.Delivered, "n2"), (trace.End, trace.Stack));
        Assert.DoesNotContain(trace.Steps, step => step.Stack == "n1");
    }

    private static PacketTrace Send(DatastoreView view, IpAddress from, IpAddress to, ushort port) => new PacketWalk(Network(view.Cluster)).Send(Tcp(from, to, port));

    private static string On(string node, string conditions = "ready: true") => $"{{addresses: [{(node == "n1" ? A : B)}], nodeName: {node}, conditions: {{{conditions}}}}}";

    private static DatastoreView Read(string spec, string status, params string[] endpoints) => Dump.Read($$$"""
        {apiVersion: v1, kind: Node, metadata: {name: n1, annotations: {projectcalico.org/IPv4Address: 192.168.0.1/24}}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n2, annotations: {projectcalico.org/IPv4Address: 192.168.0.2/24}}, status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n3, annotations: {projectcalico.org/IPv4Address: 192.168.1.3/24}}, status: {addresses: [{type: InternalIP, address: 192.168.1.3}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, natOutgoing: true}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: n1}, status: {podIP: {{{A}}} } }
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n2}, status: {podIP: {{{B}}} } }
        ---
        {apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop}, spec: {clusterIP: 10.96.0.10, {{{spec}}}, ports: [{port: 80, nodePort: 30080}]}{{{status}}} }
        ---
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-x, namespace: shop, labels: {kubernetes.io/service-name: s}}, addressType: IPv4, ports: [{port: 8080}], endpoints: [{{{string.Join(", ", endpoints)}}}]}
        """);
}
