using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Pods that are special to NetworkPolicy: on the host's network, finished, without address, themselves.</summary>
public sealed class KubernetesEndpointTests
{
    private const string Nodes = """
        apiVersion: v1
        kind: Pod
        metadata: {name: agent, namespace: shop, labels: {app: agent}}
        spec: {hostNetwork: true, nodeName: one}
        status: {hostIP: 172.16.0.1, podIP: 172.16.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: near, namespace: shop, labels: {app: near}}
        spec: {nodeName: one}
        status: {podIP: 10.0.2.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: far, namespace: shop, labels: {app: far}}
        spec: {nodeName: two}
        status: {podIP: 10.0.2.2}
        """;

    private static Scenario With(string pods, string spec) => Scenario.Of(Scenario.Documents(pods, Scenario.KubernetesPolicy("policy", spec)));

    [Fact]
    public void Row_38_policies_ignore_pods_on_the_hosts_network()
    {
        With(Nodes, "{podSelector: {}, policyTypes: [Ingress, Egress]}")
            .Allows("bank/web", "shop/agent", ingress: ReasonCode.HostNetworkEndpoint)
            .Allows("shop/agent", "bank/web", egress: ReasonCode.HostNetworkEndpoint);
        With(Nodes, "{podSelector: {matchLabels: {app: far}}, ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]}")
            .Denies("shop/agent", "shop/far", ingress: ReasonCode.NoRuleMatchesPeer)
            .Allows("shop/web", "shop/far");
    }

    [Fact]
    public void Row_39_a_block_with_the_nodes_address_admits_its_pods_on_the_hosts_network() =>
        With(Nodes, "{podSelector: {matchLabels: {app: far}}, ingress: [{from: [{ipBlock: {cidr: 172.16.0.1/32}}]}]}")
            .Allows("shop/agent", "shop/far")
            .Denies("shop/web", "shop/far");

    [Fact]
    public void A_node_always_reaches_its_own_pods() => With(Nodes, "podSelector: {}")
        .Allows("shop/agent", "shop/near", ingress: ReasonCode.LocalHost)
        .Denies("shop/agent", "shop/far");

    [Theory]
    [InlineData("true")]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("True")]
    public void Host_network_may_be_said_in_any_word_of_yaml_1_1(string word) => With(
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: agent, namespace: shop}}, spec: {{hostNetwork: {word}}}, status: {{podIP: 172.16.0.1}}}}",
        "podSelector: {}")
        .Allows("bank/web", "shop/agent", ingress: ReasonCode.HostNetworkEndpoint);

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    public void A_finished_pod_takes_part_in_no_traffic_and_lends_its_address_to_nobody(string phase) => With(
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: done, namespace: shop, labels: {{app: done}}}}, status: {{phase: {phase}, podIP: 10.0.1.1}}}}",
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: done}}}]}]}")
        .IsNotApplicable("shop/done", "shop/db")
        .IsNotApplicable("shop/db", "shop/done")
        .Denies("bank/web", "shop/db")
        .Denies("10.0.1.1", "shop/db");

    [Theory]
    [InlineData("cni.projectcalico.org/podIP")]
    [InlineData("vpc.amazonaws.com/pod-ips")]
    public void A_pod_in_deletion_whose_address_was_taken_back_has_finished(string annotation) => With(
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: gone, namespace: shop, deletionTimestamp: 2026-01-01T00:00:00Z, annotations: {{{annotation}: \"\"}}}}, status: {{podIP: 10.0.7.7}}}}",
        "podSelector: {}").IsNotApplicable("shop/gone", "shop/db");

    [Fact]
    public void A_terminating_pod_that_still_runs_stays_governed() => With(
        "{apiVersion: v1, kind: Pod, metadata: {name: going, namespace: shop, deletionTimestamp: 2026-01-01T00:00:00Z}, status: {phase: Running, podIP: 10.0.7.7}}",
        "podSelector: {}").Denies("bank/web", "shop/going", ingress: ReasonCode.IsolatedNoRule);

    [Theory]
    [InlineData("cni.projectcalico.org/podIP: 10.0.7.7/32")]
    [InlineData("cni.projectcalico.org/podIPs: \"10.0.7.7/32,fd00::77/128\"")]
    [InlineData("vpc.amazonaws.com/pod-ips: 10.0.7.7")]
    public void A_pod_without_status_has_the_address_of_its_annotations(string annotation) => With(
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: new, namespace: shop, annotations: {{{annotation}}}}}}}",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.7.7/32}}]}]}").Allows("shop/new", "shop/db").Denies("shop/web", "shop/db");

    [Fact]
    public void A_pod_without_address_is_matched_by_selectors_and_unknown_to_blocks()
    {
        const string Pending = "{apiVersion: v1, kind: Pod, metadata: {name: new, namespace: shop, labels: {app: new}}}";
        With(Pending, "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: new}}}]}]}").Allows("shop/new", "shop/db");
        With(Pending, "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}")
            .IsUnknown("shop/new", "shop/db", ingress: ReasonCode.AddressUnknown);
        With(Pending, "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}").Allows("shop/new", "shop/db");
    }

    [Fact]
    public void Traffic_of_a_pod_to_itself_is_not_judged() => With(Nodes, "{podSelector: {}, policyTypes: [Ingress, Egress]}").IsNotApplicable("shop/web", "shop/web");

    [Fact]
    public void The_sides_without_pod_accept() => Scenario.Kubernetes("{podSelector: {}, policyTypes: [Ingress, Egress]}")
        .Allows("192.0.2.1", "bank/web", egress: ReasonCode.ExternalEndpoint)
        .Allows("192.0.2.1", "192.0.2.2", "tcp/80", ReasonCode.ExternalEndpoint, ReasonCode.ExternalEndpoint);

    /// <summary>The API server refuses such a pod; what is written is not passed over without a word.</summary>
    [Theory]
    [InlineData("{hostNetwork: §\"true\", containers: [{name: c}]}", "PE3002")]
    [InlineData("{hostNetwork: §1, containers: [{name: c}]}", "PE3002")]
    [InlineData("{hostNetwork: null, containers: [{name: c}]}", "")]
    [InlineData("{containers: [{name: c, ports: [{name: http, containerPort: 80, protocol: §tcp}]}]}", "PE3028")]
    [InlineData("{containers: [{name: c, ports: [{name: http, containerPort: 80, protocol: §[a]}]}]}", "PE3002")]
    [InlineData("{containers: [{name: c, ports: [{name: http, containerPort: 80, protocol: \"\"}]}]}", "")]
    public void What_a_pod_says_of_its_network_in_a_form_the_api_refuses_is_told_of(string spec, string code)
    {
        string[] documents =
        [
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: agent, namespace: shop}}, spec: {spec}}}",
            $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: agents, namespace: shop}}, spec: {{template: {{spec: {spec}}}}}}}",
        ];
        foreach (string document in documents)
        {
            Scenario scenario = Scenario.Of(document);
            _ = code.Length == 0 ? scenario.IsClean() : scenario.Reports(code);
        }
    }
}
