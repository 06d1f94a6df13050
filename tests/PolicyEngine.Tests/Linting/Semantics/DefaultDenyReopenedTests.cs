namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class DefaultDenyReopenedTests
{
    // D12: policies add up.
    [Theory]
    [InlineData("{podSelector: {}, ingress: [{}]}", 1)]
    [InlineData("{podSelector: {}, policyTypes: [Egress], egress: [{}]}", 1)]
    [InlineData("{podSelector: {}, ingress: [{}], egress: [{}]}", 2)]
    [InlineData("{podSelector: {}, ingress: [{ports: [{port: 80}]}]}", 0)]
    [InlineData("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}", 0)]
    [InlineData("{podSelector: {matchLabels: {app: web}}, ingress: [{}]}", 0)]
    [InlineData("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}", 1)]
    [InlineData("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}]}]}", 1)]
    [InlineData("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/1}}]}]}", 0)]
    public void What_is_denied_and_allowed_again_is_told(string other, int findings) => Assert.Equal(findings, Lint.Messages("NP2032", Deny("shop") + LintYaml.Policy("shop", "other", other)).Length);

    [Fact]
    public void Policies_of_other_namespaces_have_no_part_in_it() => Assert.Empty(Lint.Messages("NP2032", Deny("shop") + LintYaml.Policy("dev", "other", "{podSelector: {}, ingress: [{}]}")));

    [Theory]
    [InlineData("web", "redis", 1)]
    [InlineData("web", "gone", 0)]
    public void Several_policies_may_do_it_together(string one, string two, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2032",
        LintYaml.Pod("shop", "web-0", "app: web") + LintYaml.Pod("shop", "redis-0", "app: redis") + Deny("shop")
        + LintYaml.Policy("shop", "one", $"{{podSelector: {{matchLabels: {{app: {one}}}}}, ingress: [{{}}]}}")
        + LintYaml.Policy("shop", "two", $"{{podSelector: {{matchLabels: {{app: {two}}}}}, ingress: [{{}}]}}")).Length);

    [Fact]
    public void Nothing_is_reopened_where_others_still_deny() => Assert.Empty(Lint.Messages(
        "NP2032",
        LintYaml.Pod("shop", "web-0", "app: web") + Deny("shop") + LintYaml.Policy("shop", "other", "{podSelector: {}, ingress: [{}]}")
        + LintYaml.Calico("GlobalNetworkPolicy", "{name: deny}", "{order: 1, selector: all(), types: [Ingress], ingress: [{action: Deny}]}")));

    private static string Deny(string @namespace) => LintYaml.Policy(@namespace, "deny", "{podSelector: {}, policyTypes: [Ingress, Egress]}");
}
