using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting.Scale;

public sealed class ScaleTests
{
    private const string Narrow = "{selector: all(), types: [Ingress], ingress: [{action: Allow, destination: {selector: app == 'a'}}]}";

    [Fact]
    public void A_wide_policy_that_isolates_is_not_too_wide() => Assert.Empty(Lint.Messages("NP5001", LintYaml.Calico("GlobalNetworkPolicy", "{name: p}", Narrow)));

    [Fact]
    public void A_wide_policy_in_a_tier_that_passes_is() => Assert.Single(Lint.Messages(
        "NP5001", LintYaml.Calico("Tier", "{name: t}", "{order: 1, defaultAction: Pass}") + LintYaml.Calico("GlobalNetworkPolicy", "{name: t.p}", Narrow.Replace("{selector: all()", "{tier: t, selector: all()", StringComparison.Ordinal))));

    [Fact]
    public void One_rule_for_all_makes_a_policy_wide_with_reason() => Assert.Empty(Lint.Messages(
        "NP5001",
        LintYaml.Calico("GlobalNetworkPolicy", "{name: deny}", "{selector: all(), types: [Ingress]}")
        + LintYaml.Calico("GlobalNetworkPolicy", "{name: p}", "{selector: all(), types: [Ingress], ingress: [{action: Allow, destination: {selector: app == 'a'}}, {action: Allow, source: {selector: app == 'b'}}]}")));

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void Rules_of_an_endpoint_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        "NP5003",
        LintYaml.Pod("shop", "a", "app: a") + LintYaml.Many(5, number => LintYaml.Policy("shop", $"p{number}", $"{{podSelector: {{}}, ingress: [{{ports: [{{port: {number}}}]}}]}}")),
        LintParameters.Default with { RulesPerEndpoint = most }));

    [Fact]
    public void Ranges_take_two_places() => Assert.Single(Lint.Messages(
        "NP5004", LintYaml.Policy("shop", "p", $"{{podSelector: {{}}, ingress: [{{ports: [{LintYaml.Many(8, number => $"{{port: {number}0, endPort: {number}5}}, ")}]}}]}}")));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public void Blocks_of_a_rule_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        "NP5005",
        LintYaml.Policy("shop", "p", $"{{podSelector: {{}}, ingress: [{{from: [{LintYaml.Many(3, number => $"{{ipBlock: {{cidr: 192.0.2.{number}0/32}}}}, ")}]}}]}}"),
        LintParameters.Default with { BlocksPerRule = most }));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public void Addresses_of_a_selector_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        "NP5006",
        LintYaml.Many(3, number => LintYaml.Pod("shop", $"a{number}", "app: a", $"status: {{podIP: 10.0.0.{number}}}")) + LintYaml.Policy("shop", "p", "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]}"),
        LintParameters.Default with { LargestAddressSet = most }));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void Policies_of_single_replicas_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        "NP5007",
        LintYaml.Many(2, number => $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: db-{{number}}
              namespace: shop
              labels: {pod: db-{{number}}}
              ownerReferences: [{kind: StatefulSet, name: db, controller: true}]
            ---

            """ + LintYaml.Policy("shop", $"p{number}", $"{{podSelector: {{matchLabels: {{pod: db-{number}}}}}, ingress: [{{}}]}}")),
        LintParameters.Default with { PoliciesOfOnePod = most }));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public void Policies_of_a_namespace_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        "NP5008", LintYaml.Many(3, number => LintYaml.Policy("shop", $"p{number}", "{podSelector: {}}")), LintParameters.Default with { PoliciesPerNamespace = most }));

    [Theory]
    [InlineData(29, 1)]
    [InlineData(30, 0)]
    public void Entries_of_a_plain_list_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        // Ports 1 to 8 are the blocks 1, 2-3, 4-7 and 8; with 9 to 10 it is 1, 2-3, 4-7, 8-9 and 10.
        "NP5009",
        LintYaml.Many(3, number => LintYaml.Pod("shop", $"a{number}", "app: a")) + LintYaml.Many(2, number => LintYaml.Pod("shop", $"b{number}", "app: b"))
        + LintYaml.Policy("shop", "p", "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchLabels: {app: b}}}], ports: [{port: 1, endPort: 10}]}]}"),
        LintParameters.Default with { EntriesPerPolicy = most }));

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    public void Pairs_of_pods_are_counted(int most, int findings) => Assert.Equal(findings, Run(
        "NP5012",
        LintYaml.Many(3, number => LintYaml.Pod("shop", $"a{number}", "app: a")) + LintYaml.Many(2, number => LintYaml.Pod("shop", $"b{number}", "app: b"))
        + LintYaml.Policy("shop", "p", "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchLabels: {app: b}}}]}]}"),
        LintParameters.Default with { PairsPerRule = most }));

    private static int Run(string id, string yaml, LintParameters parameters) => Lint.Run(yaml, new LintOptions
    {
        Severities = LintOptions.Default.Severities.Add(id, Severity.Note),
        Parameters = parameters,
    }).Findings.Count(finding => finding.Rule.Id == id);
}
