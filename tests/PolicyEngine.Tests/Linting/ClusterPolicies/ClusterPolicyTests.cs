namespace PolicyEngine.Tests.Linting.ClusterPolicies;

public sealed class ClusterPolicyTests
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: tool-0, namespace: dev, labels: {app: tool}}
        ---

        """;

    [Theory]
    [InlineData(10, "{action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: dev}}}]}", 1)]
    [InlineData(11, "{action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: dev}}}]}", 0)]
    [InlineData(10, "{action: Accept, from: [{namespaces: {}}]}", 0)]
    [InlineData(10, "{action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: other}}}]}", 0)]
    [InlineData(10, "{action: Deny, from: [{namespaces: {}}], protocols: [{udp: {destinationPort: {number: 53}}}]}", 0)]
    public void Equal_priorities_matter_where_outcomes_differ(int priority, string rule, int count) => Assert.Equal(count, Lint.Messages(
        "NP7002",
        Pods + Policy("a", 10, "{action: Accept, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 80}}}]}") + "---\n" + Policy("b", priority, rule)).Length);

    [Theory]
    [InlineData("[\"0.0.0.0/0\"]", 1)]
    [InlineData("[\"0.0.0.0/1\", \"128.0.0.0/1\"]", 1)]
    [InlineData("[\"8.0.0.0/8\"]", 0)]
    public void A_rule_for_the_internet_holds_pods(string networks, int count)
    {
        string yaml = $$$"""
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: a}
            spec:
              tier: Admin
              priority: 10
              subject: {namespaces: {}}
              egress:
                - action: Deny
                  to:
                    - networks: {{{networks}}}
            """;

        Assert.Equal(count, Lint.Messages("NP7007", yaml).Length);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(10, 0)]
    [InlineData(20, 0)]
    public void A_rule_is_unreachable_behind_a_wider_one_of_smaller_priority(int wider, int count) => Assert.Equal(count, Lint.Messages(
        "NP7017",
        Policy("wide", wider, "{action: Deny, from: [{namespaces: {}}]}") + "---\n"
        + Policy("a", 10, "{action: Accept, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: x}}}}]}")).Count(message => message.Contains("ClusterNetworkPolicy/a", StringComparison.Ordinal)));

    private static string Policy(string name, int priority, string ingress) => $$$$"""
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: {{{{name}}}}}
        spec:
          tier: Admin
          priority: {{{{priority}}}}
          subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}
          ingress: [{{{{ingress}}}}]

        """;
}
