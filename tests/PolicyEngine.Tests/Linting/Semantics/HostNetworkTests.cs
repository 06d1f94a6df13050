namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class HostNetworkTests
{
    private const string OnHost = "spec: {hostNetwork: true}";

    [Theory]
    [InlineData("{podSelector: {matchLabels: {app: exporter}}}", "does not govern the pods that it selects")]
    [InlineData("{podSelector: {matchLabels: {part: all}}}", "does not govern some of the pods that it selects")]
    [InlineData("{podSelector: {}}", null)]
    [InlineData("{podSelector: {matchLabels: {app: web}}}", null)]
    public void A_policy_that_selects_pods_on_the_host_is_told(string spec, string? words)
    {
        string[] messages = Lint.Messages(
            "NP2029", LintYaml.Pod("ops", "exporter-1", "app: exporter, part: all", OnHost) + LintYaml.Pod("ops", "web-0", "app: web, part: all") + LintYaml.Policy("ops", "p", spec));

        Assert.Equal(words is null ? 0 : 1, messages.Length);
        Assert.All(messages, message => Assert.Contains(words!, message, StringComparison.Ordinal));
    }

    // S15: a selector does not find a Prometheus on its node's network.
    [Theory]
    [InlineData("podSelector: {matchLabels: {app: prometheus}}", 1)]
    [InlineData("podSelector: {matchLabels: {part: all}}", 0)]
    [InlineData("podSelector: {matchLabels: {app: gone}}", 0)]
    public void Peers_that_are_all_on_the_host_are_told(string peer, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2030", LintYaml.Pod("ops", "prom-0", "app: prometheus, part: all", OnHost) + LintYaml.Pod("ops", "web-0", "app: web, part: all") + LintYaml.Policy("ops", "p", $"{{podSelector: {{}}, ingress: [{{from: [{{{peer}}}]}}]}}")).Length);

    [Fact]
    public void They_are_not_missing_as_well() => Assert.Empty(Lint.Messages(
        "NP2002", LintYaml.Pod("ops", "prom-0", "app: prometheus", OnHost) + LintYaml.Policy("ops", "p", "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: prometheus}}}]}]}")));
}
