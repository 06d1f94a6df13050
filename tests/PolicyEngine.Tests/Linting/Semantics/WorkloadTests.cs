namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class WorkloadTests
{
    [Theory]
    [InlineData("ports: [{port: 9090}]", 1)]
    [InlineData("from: [{podSelector: {matchLabels: {app: gone}}}]", 0)]
    [InlineData("ports: [{port: http}]", 0)]
    [InlineData("ports: [{port: 8080}]", 0)]
    public void A_published_service_must_let_somebody_in(string rule, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2033", LintYaml.Pod("shop", "web-0", "app: web") + Service("nodePort: 30080, ") + LintYaml.Policy("shop", "web", $"{{podSelector: {{}}, ingress: [{{{rule}}}]}}")).Length);

    [Fact]
    public void A_service_of_the_cluster_alone_may_be_closed() => Assert.Empty(Lint.Messages(
        "NP2033", LintYaml.Pod("shop", "web-0", "app: web") + Service("") + LintYaml.Policy("shop", "deny", "{podSelector: {}}")));

    [Fact]
    public void A_route_of_the_gateway_api_is_followed() => Assert.Single(Lint.Messages(
        "NP2033", LintYaml.Pod("shop", "web-0", "app: web") + Service("") + LintYaml.Policy("shop", "deny", "{podSelector: {}}") + """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: web, namespace: shop}
        spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}
        """));

    [Fact]
    public void Generations_of_a_workload_may_differ() => Assert.Empty(Lint.Messages("NP2034", Replica("a", "app: web, pod-template-hash: x") + Replica("b", "app: web, pod-template-hash: y, debug: 'true'") + Debug));

    [Fact]
    public void Labels_that_no_selector_asks_for_may_differ() => Assert.Empty(Lint.Messages("NP2034", Replica("a", "app: web") + Replica("b", "app: web, note: x") + Debug));

    [Fact]
    public void Labels_that_a_selector_asks_for_may_not() => Assert.Contains("`debug`", Assert.Single(Lint.Messages("NP2034", Replica("a", "app: web") + Replica("b", "app: web, debug: 'true'") + Debug)), StringComparison.Ordinal);

    [Fact]
    public void A_namespace_that_is_declared_is_known() => Assert.Empty(Lint.Messages(
        "NP2035", LintYaml.Namespace("shop") + LintYaml.Pod("shop", "a", "app: a") + LintYaml.Policy("shop", "p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: dev}}}]}]}")));

    [Fact]
    public void Of_policies_alone_no_namespace_is_known() => Assert.Single(Lint.Messages(
        "NP2035", LintYaml.Policy("shop", "p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: dev}}}]}]}")));

    [Fact]
    public void The_name_of_a_namespace_is_always_known() => Assert.Empty(Lint.Messages(
        "NP2035", LintYaml.Pod("shop", "a", "app: a") + LintYaml.Policy("shop", "p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: dev}}}]}]}")));

    [Theory]
    [InlineData("name: monitoring", "name: monitoring", 0)]
    [InlineData("role: ops", "name: monitoring", 1)]
    [InlineData("role: ops", "name: elsewhere", 0)]
    public void A_label_name_is_looked_for_on_namespaces(string own, string asked, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2036", LintYaml.Namespace("monitoring", own) + LintYaml.Policy("shop", "p", $"{{podSelector: {{}}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{{asked}}}}}}}]}}]}}")).Length);

    [Fact]
    public void A_workload_may_have_more_pods_tomorrow() => Assert.Empty(Lint.Messages("NP2037", Replica("a", "app: web") + LintYaml.Calico("NetworkPolicy", "{name: p, namespace: shop}", "{selector: app == 'web', ingress: [{action: Deny, source: {selector: app == 'web'}}]}")));

    private static string Debug => LintYaml.Policy("shop", "debug", "{podSelector: {matchLabels: {debug: 'true'}}, ingress: [{}]}");

    private static string Service(string port) => LintYaml.Service("shop", "web", $"{{selector: {{app: web}}, ports: [{{{port}port: 80, targetPort: 8080}}]}}");

    private static string Replica(string name, string labels) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          namespace: shop
          labels: { {{labels}} }
          ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true}]
        ---

        """;
}
