using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting;

/// <summary>One mistake is told of by one rule.</summary>
public sealed class ToldOnceTests
{
    private static readonly string[] s_ordered = ["NP2011", "NP2012", "NP6018"];
    private static readonly string[] s_peers = ["NP2002", "NP6033"];

    [Fact]
    public void Rules_behind_one_that_decides_everything_are_told_of_by_that_alone() => Assert.Equal(["NP6018"], Rules(s_ordered, LintYaml.Calico(
        "NetworkPolicy",
        "{name: web, namespace: shop}",
        "{selector: app == 'web', types: [Ingress], ingress: [{action: Allow, protocol: UDP}, {action: Deny}, {action: Allow, protocol: TCP}, {action: Deny, protocol: ICMP}]}")), StringComparer.Ordinal);

    [Fact]
    public void A_rule_that_others_cover_before_one_that_decides_everything_is_told_of_by_itself() => Assert.Equal(["NP2011", "NP6018"], Rules(s_ordered, LintYaml.Calico(
        "NetworkPolicy",
        "{name: web, namespace: shop}",
        "{selector: app == 'web', types: [Ingress], ingress: [{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Allow, source: {nets: [10.1.0.0/16]}}, {action: Deny}, {action: Allow, protocol: TCP}]}")), StringComparer.Ordinal);

    [Fact]
    public void Rules_of_a_NetworkPolicy_beside_one_that_allows_everything_are_redundant() => Assert.Equal(["NP2012"], Rules(
        s_ordered, LintYaml.Policy("shop", "web", "{podSelector: {}, ingress: [{}, {ports: [{port: 80}]}]}")), StringComparer.Ordinal);

    [Theory]
    [InlineData("{serviceAccounts: {names: [gone]}}", "NP6033")]
    [InlineData("{selector: app == 'web', serviceAccounts: {names: [gone]}}", "NP6033")]
    [InlineData("{selector: app == 'gone', serviceAccounts: {names: [frontend]}}", "NP2002")]
    [InlineData("{selector: app == 'gone'}", "NP2002")]
    [InlineData("{serviceAccounts: {names: [frontend]}}", "")]
    public void A_peer_that_is_not_there_is_told_of_by_what_is_missing(string source, string rules) => Assert.Equal(
        rules.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Rules(
            s_peers,
            LintYaml.Pod("shop", "web-0", "app: web", "spec: {serviceAccountName: frontend}")
            + LintYaml.Calico("NetworkPolicy", "{name: redis, namespace: shop}", $"{{selector: app == 'web', types: [Ingress], ingress: [{{action: Allow, source: {source}}}]}}")),
        StringComparer.Ordinal);

    private static IEnumerable<string> Rules(string[] wanted, string yaml) =>
        Lint.Run(yaml).Findings.Select(finding => finding.Rule.Id).Where(id => wanted.Contains(id, StringComparer.Ordinal)).Order(StringComparer.Ordinal);
}
