using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class DanglingTests
{
    private const string Selecting = "{podSelector: {matchLabels: {app: redis}}, ingress: [{}]}";

    // D1: namespaces count, and so do expressions.
    [Theory]
    [InlineData("a", "{app: x}", 0)]
    [InlineData("b", "{app: x}", 1)]
    [InlineData("a", "{app: y}", 1)]
    public void A_policy_selects_by_expressions_in_its_own_namespace(string @namespace, string labels, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2001",
        LintYaml.Pod(@namespace, "p", labels.Trim('{', '}')) + LintYaml.Policy("a", "q", "{podSelector: {matchExpressions: [{key: app, operator: In, values: [x]}]}}")).Length);

    // D4: the labels of a workload are not those of its pods.
    [Theory]
    [InlineData("redis", "cache", 1)]
    [InlineData("cache", "redis", 0)]
    public void A_workload_is_selected_by_the_labels_of_its_template(string own, string template, int findings) => Assert.Equal(findings, Lint.Messages("NP2001", $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: redis, namespace: shop, labels: {app: {{own}} } }
        spec: {template: {metadata: {labels: {app: {{template}} } }, spec: {} } }
        ---

        """ + LintYaml.Policy("shop", "redis", Selecting)).Length);

    // D9: no namespace is the default one.
    [Fact]
    public void An_object_without_namespace_is_in_the_default_one() => Assert.Empty(Lint.Messages("NP2001", """
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, labels: {app: redis}}
        ---

        """ + LintYaml.Policy("default", "redis", Selecting)));

    [Fact]
    public void A_policy_of_pods_on_their_nodes_network_selects_something() => Assert.Empty(Lint.Messages(
        "NP2001", LintYaml.Pod("shop", "redis-0", "app: redis", "spec: {hostNetwork: true}") + LintYaml.Policy("shop", "redis", Selecting)));

    [Theory]
    [InlineData("NP2001", "{podSelector: {matchLabels: {app: prometheus}}}")]
    [InlineData("NP2002", "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: prometheus}}}]}]}")]
    public void What_a_custom_resource_may_make_is_not_missing(string rule, string spec) => Assert.Empty(Lint.Messages(rule, LintYaml.Pod("shop", "web-0", "app: web") + """
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: k8s, namespace: shop}
        spec: {podMetadata: {labels: {app: prometheus}}}
        ---

        """ + LintYaml.Policy("shop", "p", spec)));

    // D8: peers with a namespace selector are looked at too.
    [Theory]
    [InlineData("{namespaceSelector: {matchLabels: {env: dev}}, podSelector: {matchLabels: {app: gone}}}", 1)]
    [InlineData("{namespaceSelector: {matchLabels: {env: dev}}, podSelector: {matchLabels: {app: tool}}}", 0)]
    [InlineData("{podSelector: {matchLabels: {app: tool}}}", 1)]
    [InlineData("{podSelector: {}}", 0)]
    [InlineData("{namespaceSelector: {matchLabels: {env: qa}}}", 0)]
    [InlineData("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}, podSelector: {matchLabels: {app: nginx}}}", 0)]
    public void A_peer_is_looked_for_where_the_input_shows_pods(string peer, int findings) => Assert.Equal(findings, Lint.Messages("NP2002", Shop(peer)).Length);

    [Fact]
    public void In_a_whole_cluster_a_peer_is_looked_for_everywhere() => Assert.Single(Lint.Messages(
        "NP2002", LintYaml.Node("w1") + Shop("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}, podSelector: {matchLabels: {app: nginx}}}")));

    [Fact]
    public void A_network_set_is_a_peer() => Assert.Empty(Lint.Messages(
        "NP2002",
        LintYaml.Pod("shop", "web-0", "app: web")
        + LintYaml.Calico("NetworkSet", "{name: office, namespace: shop, labels: {role: office}}", "{nets: [198.51.100.0/24]}")
        + LintYaml.Calico("NetworkPolicy", "{name: web, namespace: shop}", "{selector: app == 'web', ingress: [{action: Allow, source: {selector: role == 'office'}}]}")));

    [Fact]
    public void Rules_of_a_direction_that_is_not_governed_are_not_looked_at() => Assert.Empty(Lint.Messages(
        "NP2002", LintYaml.Pod("shop", "web-0", "app: web") + LintYaml.Policy("shop", "web", "{podSelector: {}, policyTypes: [Ingress], egress: [{to: [{podSelector: {matchLabels: {app: gone}}}]}]}")));

    [Theory]
    [InlineData("app: fronted", "`frontend`")]
    [InlineData("app: forntend", "`frontend`")]
    [InlineData("app: Frontend", "`frontend`")]
    [InlineData("app: redis-1", null)]
    [InlineData("app: backend", null)]
    [InlineData("app: ui", null)]
    [InlineData("app.kubernetes.io/name: frontend", "`app`")]
    [InlineData("app: frontend, tier: front", null)]
    public void A_near_label_is_told(string labels, string? correction)
    {
        LintReport report = Lint.With("NP2003", LintYaml.Pod("shop", "frontend-a", "app: frontend") + LintYaml.Pod("shop", "redis-0", "app: redis-0") + LintYaml.Policy("shop", "p", $"{{podSelector: {{matchLabels: {{{labels}}}}}}}"));

        Assert.Equal(correction is null ? [] : new[] { $"write {correction}" }, report.Findings.Where(finding => finding.Rule.Id == "NP2003").Select(finding => finding.Hint), StringComparer.Ordinal);
    }

    [Fact]
    public void A_near_label_in_another_namespace_is_none() => Assert.Empty(Lint.Messages(
        "NP2003", LintYaml.Pod("other", "frontend-a", "app: frontend") + LintYaml.Pod("shop", "web-0", "app: web") + LintYaml.Policy("shop", "p", "{podSelector: {matchLabels: {app: fronted}}}")));

    [Fact]
    public void A_near_label_of_a_namespace_is_told() => Assert.Contains("namespace label `team` `paymnets`", Assert.Single(Lint.Messages(
        "NP2003",
        LintYaml.Node("w1") + LintYaml.Namespace("pay", "team: payments") + LintYaml.Pod("pay", "api-0", "app: api")
        + LintYaml.Policy("pay", "p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: paymnets}}}]}]}"))), StringComparison.Ordinal);

    private static string Shop(string peer) =>
        LintYaml.Namespace("dev", "env: dev") + LintYaml.Pod("dev", "tool-0", "app: tool") + LintYaml.Pod("shop", "web-0", "app: web") + LintYaml.Policy("shop", "web", $"{{podSelector: {{}}, ingress: [{{from: [{peer}]}}]}}");
}
