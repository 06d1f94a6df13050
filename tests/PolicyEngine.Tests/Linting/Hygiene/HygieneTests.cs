using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Hygiene;

public sealed class HygieneTests
{
    private const string Bare = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web}
        spec: {podSelector: {}}

        """;

    [Fact]
    public void Objects_that_all_give_no_namespace_are_put_into_one() => Assert.Empty(Lint.Messages("NP3001", Bare + "---\n" + Bare.Replace("web", "other", StringComparison.Ordinal)));

    [Fact]
    public void One_that_gives_none_among_others_is_told() => Assert.Single(Lint.Messages("NP3001", LintYaml.Policy("shop", "p", "{podSelector: {}}") + Bare));

    [Theory]
    [InlineData("[a-z]+", 0)]
    [InlineData("np-.*", 1)]
    [InlineData("(", 0)]
    public void Names_match_as_a_whole(string pattern, int findings) => Assert.Equal(findings, Lint.Run(Bare, new LintOptions
    {
        Severities = LintOptions.Default.Severities.Add("NP3003", PolicyEngine.Text.Severity.Note),
        Parameters = LintParameters.Default with { PolicyNamePattern = pattern },
    }).Findings.Count(finding => finding.Rule.Id == "NP3003"));

    [Theory]
    [InlineData("app", 1)]
    [InlineData("app,env", 0)]
    [InlineData("", 0)]
    public void Labels_of_selectors_may_be_agreed_upon(string labels, int findings) => Assert.Equal(findings, Lint.Run(
        LintYaml.Policy("shop", "p", "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: dev}}}]}]}"),
        new LintOptions
        {
            Severities = LintOptions.Default.Severities.Add("NP3004", PolicyEngine.Text.Severity.Note),
            Parameters = LintParameters.Default with { SelectorLabels = [.. labels.Split(',', StringSplitOptions.RemoveEmptyEntries)] },
        }).Findings.Count(finding => finding.Rule.Id == "NP3004"));

    [Theory]
    [InlineData("{podSelector: {matchLabels: {app: a}}}", "{podSelector: {matchLabels: {app: a}}, ingress: [{}]}", 0)]
    [InlineData("{podSelector: {}, ingress: [{ports: [{port: 1}]}]}", "{podSelector: {}, ingress: [{}]}", 0)]
    [InlineData("{podSelector: {matchLabels: {app: a}}, ingress: [{ports: [{port: 1}]}]}", "{podSelector: {matchLabels: {app: a}}, ingress: [{}]}", 1)]
    [InlineData("{podSelector: {matchLabels: {app: a}}, ingress: [{ports: [{port: 1}]}]}", "{podSelector: {matchLabels: {app: a}}, ingress: [{}], egress: [{}]}", 0)]
    public void Policies_of_the_same_pods_are_told(string one, string two, int findings) => Assert.Equal(findings, Lint.Messages("NP3005", LintYaml.Policy("shop", "one", one) + LintYaml.Policy("shop", "two", two)).Length);

    [Theory]
    [InlineData("{matchLabels: {role: a}}", "{matchLabels: {role: b}}", 1)]
    [InlineData("{matchLabels: {role: a, tier: x}}", "{matchLabels: {role: b, tier: x}}", 1)]
    [InlineData("{matchLabels: {role: a, tier: x}}", "{matchLabels: {role: b, tier: y}}", 0)]
    [InlineData("{matchLabels: {role: a}}", "{matchLabels: {app: a}}", 0)]
    [InlineData("{matchLabels: {role: a}}", "{matchLabels: {role: b}, matchExpressions: [{key: x, operator: NotIn, values: [y]}]}", 0)]
    public void Peers_that_differ_in_one_value_are_told(string one, string two, int findings) => Assert.Equal(
        findings, Lint.Messages("NP3006", LintYaml.Policy("shop", "p", $"{{podSelector: {{}}, ingress: [{{from: [{{podSelector: {one}}}, {{podSelector: {two}}}]}}]}}")).Length);

    [Fact]
    public void Peers_with_other_ports_are_not() => Assert.Empty(Lint.Messages(
        "NP3006", LintYaml.Policy("shop", "p", "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {role: a}}}], ports: [{port: 1}]}, {from: [{podSelector: {matchLabels: {role: b}}}], ports: [{port: 2}]}]}")));

    [Theory]
    [InlineData("nets: [198.51.100.0/25, 198.51.100.128/25]", 1)]
    [InlineData("nets: [198.51.100.0/24, 198.51.100.7/32]", 1)]
    [InlineData("nets: [198.51.100.0/25, 203.0.113.0/24]", 0)]
    public void Blocks_of_Calico_are_looked_at_as_written(string nets, int findings) => Assert.Equal(
        findings, Lint.Messages("NP3007", LintYaml.Calico("NetworkPolicy", "{name: p, namespace: shop}", $"{{ingress: [{{action: Allow, source: {{{nets}}}}}]}}")).Length);

    [Fact]
    public void Addresses_that_the_input_knows_have_rules_of_their_own() => Assert.Empty(Lint.Messages(
        "NP3010", LintYaml.Service("default", "kubernetes", "{clusterIP: 10.96.0.1, ports: [{port: 443}]}") + LintYaml.Policy("shop", "p", "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.96.0.1/32}}]}]}")));

    [Fact]
    public void The_default_tier_needs_no_name() => Assert.Single(Lint.Messages("NP3011", LintYaml.Calico("NetworkPolicy", "{name: p, namespace: shop}", "{tier: default, ingress: [{action: Allow}]}")));
}
