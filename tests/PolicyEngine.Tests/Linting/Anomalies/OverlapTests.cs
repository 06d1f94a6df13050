using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Anomalies;

/// <summary>Rules of which one holds the other, and rules of which neither does.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData("{action: Deny, source: {selector: app == 'x'}}, {action: Allow, source: {selector: has(app)}}", 1)]
    [InlineData("{action: Deny, protocol: TCP, destination: {ports: [80]}}, {action: Allow, protocol: TCP}", 1)]
    [InlineData("{action: Pass, source: {nets: [10.0.0.1/32]}}, {action: Deny, source: {nets: [10.0.0.0/8]}}", 1)]
    [InlineData("{action: Allow, source: {nets: [10.0.0.1/32]}}, {action: Allow, source: {nets: [10.0.0.0/8]}}", 0)]
    [InlineData("{action: Log, source: {nets: [10.0.0.1/32]}}, {action: Allow, source: {nets: [10.0.0.0/8]}}", 0)]
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Allow, source: {nets: [10.0.0.0/8]}}", 0)]
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Allow, source: {nets: [10.0.0.1/32]}}", 0)]
    [InlineData("{action: Deny, source: {nets: [10.0.0.0/8]}}, {action: Allow, protocol: TCP}", 0)]
    public void A_wider_rule_has_exceptions_before_it(string rules, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2013", LintYaml.Calico("NetworkPolicy", "{name: web, namespace: shop}", $"{{selector: app == 'web', types: [Ingress], ingress: [{rules}]}}")).Length);

    [Theory]
    [InlineData("app == 'web'", "all()", "a rule of `GlobalNetworkPolicy/a` with action Deny is an exception to this rule of `GlobalNetworkPolicy/b` with action Allow")]
    [InlineData("all()", "app == 'web'", null)]
    public void What_policies_govern_counts(string first, string second, string? message) => Assert.Equal(
        message is null ? [] : [message],
        Lint.Messages(
            "NP2013",
            LintYaml.Calico("GlobalNetworkPolicy", "{name: a}", $"{{order: 1, selector: {first}, types: [Ingress], ingress: [{{action: Deny, protocol: TCP}}]}}")
            + LintYaml.Calico("GlobalNetworkPolicy", "{name: b}", $"{{order: 2, selector: {second}, types: [Ingress], ingress: [{{action: Allow}}]}}")));

    [Theory]
    [InlineData("acme", "1", "{action: Deny, source: {nets: [198.51.100.0/24]}}", "blue", "2", "{action: Allow, protocol: TCP, destination: {ports: [80]}}", true)]
    [InlineData("acme", "1", "{action: Deny, source: {nets: [198.51.100.0/24]}}", "acme", "2", "{action: Allow, protocol: TCP, destination: {ports: [80]}}", false)]
    [InlineData("acme", "1", "{action: Deny, source: {nets: [198.51.100.0/24]}}", "blue", "1", "{action: Allow, protocol: TCP, destination: {ports: [80]}}", false)]
    [InlineData("acme", "1", "{action: Deny, source: {nets: [198.51.100.0/24]}}", "blue", "2", "{action: Deny, protocol: TCP, destination: {ports: [80]}}", false)]
    [InlineData("acme", "1", "{action: Deny, source: {nets: [198.51.100.0/24]}}", "blue", "2", "{action: Allow}", false)]
    [InlineData("acme", "1", "{action: Deny, source: {nets: [198.51.100.0/24]}}", "blue", "2", "{action: Allow, source: {nets: [203.0.113.0/24]}}", false)]
    public void Rules_of_two_owners_that_cross_are_told_of(string owner, string order, string rule, string otherOwner, string otherOrder, string otherRule, bool isTold)
    {
        string cluster = LintYaml.Pod("shop", "web-0", "app: web") + Owned("a", owner, order, rule) + Owned("b", otherOwner, otherOrder, otherRule);

        Assert.Equal(
            isTold ? ["`NetworkPolicy/shop/a` of `acme` comes before `NetworkPolicy/shop/b` of `blue` and decides otherwise about TCP 80, and either has rules about more"] : [],
            Messages(cluster, "team"),
            StringComparer.Ordinal);
        Assert.Empty(Messages(cluster, ""));
    }

    private static IEnumerable<string> Messages(string cluster, string label) =>
        Lint.Run(cluster, LintOptions.Default with { Parameters = LintParameters.Default with { OwnerLabel = label } }).Findings.Where(finding => finding.Rule.Id == "NP2014").Select(finding => finding.Message);

    private static string Owned(string name, string owner, string order, string rule) =>
        LintYaml.Calico("NetworkPolicy", $"{{name: {name}, namespace: shop, labels: {{team: {owner}}}}}", $"{{order: {order}, selector: app == 'web', types: [Ingress], ingress: [{rule}]}}");
}
