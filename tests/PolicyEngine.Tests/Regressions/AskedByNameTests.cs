using PolicyEngine.Compilation;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Regressions;

/// <summary>Questions whose names were understood wrongly, or whose answers took forever.</summary>
public sealed class AskedByNameTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: one}, status: {addresses: [{type: InternalIP, address: 172.16.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: two}, status: {addresses: [{type: InternalIP, address: 172.16.0.2}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {nodeName: two}, status: {podIP: 10.0.0.2}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: homeless, namespace: shop, labels: {app: db}}, status: {podIP: 10.0.0.3}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {nodeName: one, containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
        status: {podIP: 10.0.0.1}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {clusterIP: 10.96.0.1, selector: {app: db}, ports: [{port: 5432}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web}, ports: [{name: web, port: 80, targetPort: http}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: each, namespace: shop}, spec: {clusterIP: None, selector: {app: web}, ports: [{name: web, port: 80, targetPort: http}]}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Ingress, Egress]
          ingress: [{ports: [{port: 8080}]}]
          egress: [{to: [{ipBlock: {cidr: 10.96.0.0/12}}]}]
        """;

    [Theory]
    [InlineData("node/two", VerdictKind.Allowed)]
    [InlineData("172.16.0.2", VerdictKind.Allowed)]
    [InlineData("node/one", VerdictKind.Denied)]
    [InlineData("172.16.0.0/30", VerdictKind.Partial)]
    [InlineData("external", VerdictKind.Denied)]
    public void A_node_named_or_given_by_address_reaches_the_pods_it_runs(string from, VerdictKind expected) =>
        Assert.Equal(expected, Ask(from, "shop/db", "80").Verdict);

    [Fact]
    public void A_node_may_run_a_pod_whose_node_is_not_given()
    {
        Answer answer = Ask("node/one", "shop/homeless", "80");

        Assert.Equal(VerdictKind.Unknown, answer.Verdict);
        Assert.Equal(ReasonCode.NodeUnknown, answer.Parts[0].Ingress.Reason);
    }

    [Fact]
    public void Policy_sees_the_backends_and_not_the_address_of_a_service()
    {
        Answer answer = Ask("shop/web", "10.96.0.1", "5432");

        Assert.Equal(VerdictKind.Denied, answer.Verdict);
        Assert.Equal("shop/db", answer.Parts[0].Destination);
        Assert.Equal("10.96.0.1 is the address of service shop/db", Assert.Single(answer.Assumptions));
    }

    [Theory]
    [InlineData("svc/shop/each", "80", VerdictKind.Denied)]
    [InlineData("svc/shop/each", "8080", VerdictKind.Allowed)]
    [InlineData("svc/shop/each", "web", VerdictKind.Allowed)]
    [InlineData("svc/shop/each:80", null, VerdictKind.Denied)]
    [InlineData("svc/shop/each:8080", null, VerdictKind.Allowed)]
    [InlineData("svc/shop/web", "80", VerdictKind.Allowed)]
    public void A_headless_service_translates_no_port(string to, string? port, VerdictKind expected) =>
        Assert.Equal(expected, Ask("192.0.2.1", to, port).Verdict);

    [Theory]
    [InlineData("svc/shop/web", "8080", "SERVICE_PORT_NOT_FOUND")]
    [InlineData("svc/shop/web:80", "81", "PORT_INVALID")]
    public void A_port_that_a_service_does_not_have_is_an_error_where_no_cluster_address_is_given_too(string to, string port, string code) =>
        Assert.Equal(code, Ask("192.0.2.1", to, port).Error?.Code);

    [Fact]
    public void Icmp_with_a_port_is_an_error()
    {
        PolicySnapshot snapshot = Load(Cluster);

        Assert.Equal("PORT_INVALID", snapshot.Ask(new Query { From = "shop/web", To = "shop/db", IcmpType = 8, Port = "80" }).Error?.Code);
        Assert.Equal("PORT_INVALID", snapshot.Ask(new Query { From = "shop/web", To = "shop/db", IcmpType = 8, SourcePort = 80 }).Error?.Code);
    }

    [Fact]
    public void An_icmp_code_without_its_type_is_an_error() =>
        Assert.Equal("ICMP_INVALID", Load(Cluster).Ask(new Query { From = "shop/web", To = "shop/db", IcmpCode = 3 }).Error?.Code);

    [Fact]
    public void A_part_tells_the_ports_that_each_of_its_pairs_has()
    {
        const string Pods = """
            {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{ports: [{name: http, containerPort: 80}]}]}, status: {podIP: 10.0.0.1}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{ports: [{name: http, containerPort: 90}]}]}, status: {podIP: 10.0.0.2}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: http}, spec: {podSelector: {}, ingress: [{ports: [{port: http}]}]}}
            """;

        Answer answer = Load(Pods).Ask(new Query { From = "192.0.2.1", To = "ns/default" });

        Assert.Equal(
            "TCP 80; TCP 90",
            string.Join("; ", answer.Parts.Where(part => part.Verdict == VerdictKind.Allowed).Select(part => part.Traffic.Describe())));
    }

    [Fact]
    public void A_namespace_of_50_000_pods_is_asked_about_itself_at_once()
    {
        const int Count = 50_000;
        string pods = string.Join('\n', Enumerable.Range(0, Count).Select(number =>
            $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p{{{number}}}","labels":{"app":"a{{{number % 3}}}"}},"status":{"podIP":"10.0.{{{number >> 8}}}.{{{number & 255}}}"}}"""));
        const string Policy = """
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p"},"spec":{"podSelector":{"matchLabels":{"app":"a1"}}}}
            """;
        PolicySnapshot snapshot = new PolicyLoader().Load([PolicySource.FromText("pods.json", pods + "\n" + Policy)]).Snapshot;

        Answer answer = snapshot.Ask(new Query { From = "ns/default", To = "ns/default", Port = "80" });

        Assert.Equal(VerdictKind.Partial, answer.Verdict);
        Assert.Equal((long)Count * (Count - 1), answer.Parts.Sum(part => part.Pairs));
    }

    [Fact]
    public void A_pod_asked_about_itself_is_not_judged_and_beside_others_left_out()
    {
        PolicySnapshot snapshot = Load(Cluster);

        Assert.Equal(VerdictKind.NotApplicable, snapshot.Ask(new Query { From = "shop/db", To = "shop/db" }).Verdict);
        Assert.Equal(6, snapshot.Ask(new Query { From = "ns/shop", To = "ns/shop", Port = "80" }).Parts.Sum(part => part.Pairs));
    }

    private static Answer Ask(string from, string to, string? port) => Load(Cluster).Ask(new Query { From = from, To = to, Port = port });

    private static PolicySnapshot Load(string yaml) => new PolicyLoader().Load([PolicySource.FromText("cluster.yaml", yaml)]).Snapshot;
}
