using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>Questions about services: which backends they have, and by which addresses they are reached.</summary>
public sealed class ServiceQuestionTests
{
    private const string Deny = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}, spec: {podSelector: {}, ingress: []}}";

    private static string Service(string more, string status = "{}") =>
        $"{{apiVersion: v1, kind: Service, metadata: {{name: db, namespace: shop}}, spec: {{selector: {{app: db}}, ports: [{{port: 6000, targetPort: 80, nodePort: 30080}}], {more}}}, status: {status}}}";

    private static Answer Ask(string to, string port, string from, params string[] documents) => Scenario.Of(Scenario.Documents(documents))
        .Loaded.Snapshot
        .Ask(new Query { From = from, To = to, Port = port });

    [Theory]
    [InlineData("svc/shop/db")]
    [InlineData("10.96.0.7")]
    public void A_pod_that_reaches_itself_through_a_service_is_judged(string to)
    {
        Answer answer = Ask(to, "6000", "shop/db", Service("clusterIP: 10.96.0.7"), Deny);

        Assert.Equal(VerdictKind.Denied, answer.Verdict);
        Assert.Equal(VerdictKind.Denied, answer.Snapshot.Evaluate(Assert.Single(answer.Parts).Witness).Kind);
        Assert.Equal(VerdictKind.NotApplicable, Ask("shop/db", "80", "shop/db", Service("clusterIP: 10.96.0.7"), Deny).Verdict);
    }

    [Fact]
    public void Of_many_that_ask_a_service_each_means_the_others()
    {
        const string others = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: others, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}}]}]}}";

        Assert.Equal(VerdictKind.Allowed, Ask("svc/shop/db", "6000", "ns/shop", Service("clusterIP: 10.96.0.7"), others).Verdict);
        Assert.Equal(VerdictKind.Denied, Ask("svc/shop/db", "6000", "shop/db", Service("clusterIP: 10.96.0.7"), others).Verdict);
    }

    [Fact]
    public void A_pod_reaches_itself_directly_under_the_name_of_a_headless_service() =>
        Assert.Equal(VerdictKind.NotApplicable, Ask("svc/shop/db", "80", "shop/db", Service("clusterIP: None"), Deny).Verdict);

    [Theory]
    [InlineData("clusterIP: 10.96.0.7", VerdictKind.Allowed)]
    [InlineData("ipFamilies: [IPv4]", VerdictKind.Allowed)]
    [InlineData("ipFamilies: [IPv6]", VerdictKind.Denied)]
    [InlineData("ipFamilies: [IPv4, IPv6]", VerdictKind.Partial)]
    [InlineData("type: ClusterIP", VerdictKind.Partial)]
    public void A_service_is_reached_in_its_own_families(string families, VerdictKind verdict)
    {
        const string onlyV4 = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: v4, namespace: shop}, spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}}";

        Assert.Equal(verdict, Ask("svc/shop/db", "6000", "bank/web", Service(families), onlyV4).Verdict);
    }

    [Fact]
    public void Recorded_backends_come_before_those_that_the_selector_would_find()
    {
        const string slice = """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: db-1, namespace: shop, labels: {kubernetes.io/service-name: db}}
            addressType: IPv4
            endpoints: [{addresses: [10.0.0.3]}]
            ports: [{port: 80}]
            """;

        Assert.Equal("shop/bare", Assert.Single(Ask("svc/shop/db", "6000", "bank/web", Service("clusterIP: 10.96.0.7"), slice).Parts).Destination);
    }

    [Theory]
    [InlineData("externalIPs: [198.51.100.77]", "{}")]
    [InlineData("loadBalancerIP: 198.51.100.77", "{}")]
    [InlineData("type: LoadBalancer", "{loadBalancer: {ingress: [{ip: 198.51.100.77}]}}")]
    public void An_address_that_leads_to_a_service_from_outside_is_not_taken_for_one_outside(string spec, string status)
    {
        QueryError? error = Ask("198.51.100.77", "6000", "bank/web", Service(spec, status)).Error;

        Assert.Equal("SERVICE_ADDRESS", error?.Code);
        Assert.Contains("nodeport/shop/db", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node/n1", "30080", true)]
    [InlineData("no/n1", "30080", true)]
    [InlineData("Node/n1", "30080", true)]
    [InlineData("192.168.0.1", "30080", true)]
    [InlineData("192.168.0.1", "30081", false)]
    [InlineData("192.168.0.9", "30080", false)]
    public void The_port_that_a_node_opens_for_a_service_leads_there(string to, string port, bool isService)
    {
        const string node = "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}";

        Answer answer = Ask(to, port, "203.0.113.7", Service("clusterIP: 10.96.0.7"), node);

        Assert.Equal(isService, answer.Parts[0].Witness.Destination.Via is not null);
        Assert.Equal(isService, answer.Assumptions.Any(note => note.Contains("service shop/db", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("10.96.0.7/32")]
    [InlineData("10.96.0.7")]
    public void A_block_of_one_address_is_that_address(string to) =>
        Assert.Equal("shop/db", Assert.Single(Ask(to, "6000", "bank/web", Service("clusterIP: 10.96.0.7")).Parts).Destination);

    [Fact]
    public void A_larger_block_leaves_services_out_and_says_so()
    {
        Answer answer = Ask("10.96.0.0/24", "6000", "bank/web", Service("clusterIP: 10.96.0.7"));

        Assert.False(Assert.Single(answer.Parts).DestinationRange!.Contains(IpAddress.V4(0x0A600007)));
        Assert.Contains("10.96.0.0/24 holds addresses of services, which lead elsewhere and are left out: svc/shop/db", answer.Assumptions, StringComparer.Ordinal);
    }

    [Fact]
    public void A_block_leaves_nodes_out_where_the_port_is_one_that_they_open_for_a_service()
    {
        const string node = "{apiVersion: v1, kind: Node, metadata: {name: n9}, status: {addresses: [{type: InternalIP, address: 192.168.9.9}]}}";
        Answer answer = Ask("192.168.9.0/24", "30080", "203.0.113.7", node, Service("clusterIP: 10.96.0.7"));

        Assert.False(Assert.Single(answer.Parts).DestinationRange!.Contains(IpAddress.V4(0xC0A80909)));
        Assert.Contains(answer.Assumptions, note => note.Contains("nodeport/shop/db", StringComparison.Ordinal));
        Assert.True(Assert.Single(Ask("192.168.9.0/24", "80", "203.0.113.7", node, Service("clusterIP: 10.96.0.7")).Parts).DestinationRange!.Contains(IpAddress.V4(0xC0A80909)));
    }

    [Fact]
    public void As_a_source_a_service_names_its_backends_and_a_pod_is_not_asked_about_with_itself() =>
        Assert.Equal(VerdictKind.NotApplicable, Ask("shop/db", "80", "svc/shop/db", Service("clusterIP: 10.96.0.7"), Deny).Verdict);

    [Fact]
    public void A_service_without_a_port_of_the_protocol_is_told_of_as_that()
    {
        Answer answer = Scenario.Of(Service("clusterIP: 10.96.0.7")).Loaded.Snapshot.Ask(new Query { From = "bank/web", To = "svc/shop/db", Protocol = Protocol.Udp });
        Assert.Equal("`svc/shop/db` has no port of protocol UDP", answer.Error?.Message);
    }

    [Fact]
    public void A_port_of_a_protocol_without_ports_is_none()
    {
        const string service = "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {clusterIP: 10.96.0.7, selector: {app: db}, ports: [{name: lite, port: 6000, protocol: UDPLite}, {name: db, port: 6001}]}}";
        const string slice = "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: db-1, namespace: shop, labels: {kubernetes.io/service-name: db}}, addressType: IPv4, endpoints: [{addresses: [10.9.9.9]}], ports: [{name: lite, port: 6000, protocol: UDPLite}, {name: db, port: 6001}]}";
        const string pod = "{apiVersion: projectcalico.org/v3, kind: WorkloadEndpoint, metadata: {name: n1-k8s-old-eth0, namespace: shop}, spec: {node: n1, orchestrator: k8s, pod: old, endpoint: eth0, profiles: [kns.shop], ipNetworks: [10.9.9.8/32], ports: [{name: lite, port: 6000, protocol: UDPLite}]}}";
        const string policy = "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: p, namespace: bank}, spec: {selector: all(), types: [Egress], egress: [{action: Allow, destination: {services: {name: db, namespace: shop}}}]}}";

        Assert.Equal(VerdictKind.Allowed, Ask("bank/web", "80", "shop/old", pod, service).Verdict);
        Assert.StartsWith("service `shop/db` has no port `6000`", Ask("svc/shop/db", "6000", "bank/web", service).Error?.Message, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Allowed, Ask("10.9.9.9", "6001", "bank/web", service, slice, policy).Verdict);
        Assert.Equal(VerdictKind.Denied, Ask("10.9.9.9", "6000", "bank/web", service, slice, policy).Verdict);
    }

    [Fact]
    public void What_is_missing_for_a_domain_name_is_its_addresses()
    {
        const string policy = "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: names}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Accept, to: [{domainNames: [example.com]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]}}";
        Answer answer = Scenario.Of(policy).Under(EnforcementProfile.Kubernetes).Loaded.Snapshot.Ask(new Query { From = "bank/web", To = "203.0.113.7", Port = "80" });

        Assert.Equal((VerdictKind.Unknown, ReasonCode.DnsSnapshotMissing), (answer.Verdict, answer.Parts[0].Egress.Reason));
        Assert.Equal("the addresses of example.com", Assert.Single(answer.Missing));
    }
}
