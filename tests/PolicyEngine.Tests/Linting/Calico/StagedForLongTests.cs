namespace PolicyEngine.Tests.Linting.Calico;

/// <summary>The day is the first of January 2030, and thirty days are long.</summary>
public sealed class StagedForLongTests
{
    [Theory]
    [InlineData("creationTimestamp: '2029-12-01T23:59:59Z'", "2029-12-01")]
    [InlineData("creationTimestamp: '2029-12-02T00:00:00Z'", null)]
    [InlineData("creationTimestamp: '2029-12-01T23:30:00-01:00'", null)]
    [InlineData("creationTimestamp: '2029-11-01T08:00:00.123456Z'", "2029-11-01")]
    [InlineData("creationTimestamp: '2025-01-01T00:00:00Z', annotations: {netpol.lint/staged-since: 2029-12-24}", null)]
    [InlineData("annotations: {netpol.lint/staged-since: '2029-06-01'}", "2029-06-01")]
    [InlineData("creationTimestamp: null", null)]
    [InlineData("creationTimestamp: long ago", null)]
    public void A_policy_may_be_staged_for_a_while(string metadata, string? since) => Assert.Equal(
        since is null ? [] : [$"`StagedKubernetesNetworkPolicy/shop/web` has been staged since {since}, more than 30 days"],
        Lint.Messages("NP6031", LintYaml.Calico("StagedKubernetesNetworkPolicy", $"{{name: web, namespace: shop, {metadata}}}", "{podSelector: {}}")));
}
