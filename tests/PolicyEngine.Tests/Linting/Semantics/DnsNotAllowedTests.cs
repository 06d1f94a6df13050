namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class DnsNotAllowedTests
{
    private const string Servers = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}";
    private const string Redis = "{to: [{podSelector: {matchLabels: {app: redis}}}]}";

    // D11: to allow the cluster's own name servers, by UDP alone, is enough.
    [Theory]
    [InlineData($"{Redis}", 1)]
    [InlineData($"{Redis}, {{to: [{Servers}], ports: [{{port: 53, protocol: UDP}}]}}", 0)]
    [InlineData($"{Redis}, {{to: [{Servers}]}}", 0)]
    [InlineData($"{Redis}, {{ports: [{{port: 53, protocol: UDP}}]}}", 0)]
    [InlineData($"{Redis}, {{to: [{{ipBlock: {{cidr: 8.8.8.8/32}}}}], ports: [{{port: 53, protocol: UDP}}]}}", 1)]
    [InlineData($"{Redis}, {{to: [{Servers}], ports: [{{port: 53, protocol: TCP}}]}}", 1)]
    [InlineData("", 0)]
    [InlineData("{}", 0)]
    public void Pods_must_reach_a_name_server(string egress, int findings) => Assert.Equal(findings, Lint.Messages("NP2010", Cluster(53) + Batch(egress)).Length);

    [Theory]
    [InlineData("TCP", "by UDP 53:")]
    [InlineData("SCTP", "by UDP 53 nor by TCP 53:")]
    public void The_message_says_whether_TCP_is_denied_too(string protocol, string words) => Assert.Contains(
        words, Assert.Single(Lint.Messages("NP2010", Cluster(53) + Batch($"{Redis}, {{to: [{Servers}], ports: [{{port: 53, protocol: {protocol}}}]}}"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(53, 1)]
    [InlineData(5353, 0)]
    public void The_port_is_the_one_that_the_service_leads_to(int port, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2010", Cluster(5353) + Batch($"{Redis}, {{to: [{Servers}], ports: [{{port: {port}, protocol: UDP}}]}}")).Length);

    [Fact]
    public void One_name_server_of_several_is_enough() => Assert.Empty(Lint.Messages(
        "NP2010",
        Cluster(53)
        + LintYaml.Service("dns", "coredns", "{selector: {app: dns}, ports: [{port: 53, protocol: UDP}]}")
        + LintYaml.Pod("dns", "dns-0", "app: dns")
        + Batch($"{Redis}, {{to: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: dns}}}}}}]}}")));

    [Theory]
    [InlineData("169.254.20.10/32", 0)]
    [InlineData("169.254.20.11/32", 1)]
    public void The_node_local_cache_is_a_name_server_where_the_input_has_one(string block, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2010",
        Cluster(53) + LintYaml.Pod("kube-system", "node-local-dns-1", "k8s-app: node-local-dns", "spec: {hostNetwork: true}")
        + Batch($"{Redis}, {{to: [{{ipBlock: {{cidr: {block}}}}}], ports: [{{port: 53, protocol: UDP}}]}}")).Length);

    [Fact]
    public void Without_that_the_address_of_the_cache_is_any() => Assert.Single(Lint.Messages(
        "NP2010", Cluster(53) + Batch($"{Redis}, {{to: [{{ipBlock: {{cidr: 169.254.20.10/32}}}}]}}")));

    [Fact]
    public void A_name_server_of_unknown_address_may_be_in_any_block() => Assert.Empty(Lint.Messages(
        "NP2010",
        LintYaml.Service("kube-system", "kube-dns", "{selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}") + LintYaml.Pod("kube-system", "coredns-1", "k8s-app: kube-dns")
        + Batch($"{Redis}, {{to: [{{ipBlock: {{cidr: 10.0.0.0/8}}}}]}}")));

    [Fact]
    public void Nothing_is_said_where_nobody_knows_the_name_servers() => Assert.Empty(Lint.Messages(
        "NP2010",
        LintYaml.Service("kube-system", "kube-dns", "{selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}") + LintYaml.Pod("shop", "batch-1", "app: batch") + LintYaml.Pod("shop", "redis-0", "app: redis") + Policy(Redis)));

    [Fact]
    public void Pods_that_do_not_use_the_cluster_for_names_are_left_alone() => Assert.Empty(Lint.Messages(
        "NP2010", Cluster(53) + LintYaml.Pod("shop", "batch-1", "app: batch", "spec: {dnsPolicy: None}") + LintYaml.Pod("shop", "redis-0", "app: redis") + Policy(Redis)));

    [Fact]
    public void Policies_add_up() => Assert.Empty(Lint.Messages(
        "NP2010", Cluster(53) + Batch(Redis) + LintYaml.Policy("shop", "dns", $"{{podSelector: {{}}, policyTypes: [Egress], egress: [{{to: [{Servers}]}}]}}")));

    [Fact]
    public void A_default_deny_is_told_once_for_the_namespace()
    {
        string yaml = Cluster(53) + LintYaml.Policy("shop", "deny", "{podSelector: {}, policyTypes: [Egress]}")
            + LintYaml.Many(5, number => LintYaml.Pod("shop", $"p-{number}", $"app: a{number}") + LintYaml.Policy("shop", $"p-{number}", $"{{podSelector: {{matchLabels: {{app: a{number}}}}}, policyTypes: [Egress], egress: [{Redis}]}}"));

        Assert.StartsWith("pods that `NetworkPolicy/shop/deny` governs", Assert.Single(Lint.Messages("NP2010", yaml)), StringComparison.Ordinal);
    }

    private static string Cluster(int port) =>
        LintYaml.Service("kube-system", "kube-dns", $"{{selector: {{k8s-app: kube-dns}}, ports: [{{port: 53, protocol: UDP, targetPort: {port}}}, {{port: 53, protocol: TCP, targetPort: {port}, name: tcp}}]}}")
        + LintYaml.Pod("kube-system", "coredns-1", "k8s-app: kube-dns", "status: {podIP: 10.244.1.10}");

    private static string Batch(string egress) => LintYaml.Pod("shop", "batch-1", "app: batch") + LintYaml.Pod("shop", "redis-0", "app: redis") + Policy(egress);

    private static string Policy(string egress) => LintYaml.Policy("shop", "batch", $"{{podSelector: {{matchLabels: {{app: batch}}}}, policyTypes: [Egress], egress: [{egress}]}}");
}
