namespace Cli.Tests.Commands;

/// <summary>What is not understood makes verdicts unknown, never allowed or denied.</summary>
public sealed class UnknownVerdictTests
{
    private const string BrokenRule = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: broken, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          ingress:
          - from: [{ipBlock: {cidr: not-a-block}}]

        """;

    [Fact]
    public void A_broken_rule_that_could_decide_gives_status_3_and_what_is_missing()
    {
        CommandResult result = Fixture.Ask(BrokenRule, "shop/batch-1", "shop/redis-0", "--port", "6379");

        Assert.Equal(3, result.Status);
        Assert.Equal("unknown", result.Json.GetProperty("verdict").GetString());
        Assert.Equal("unknown", result.Json.GetProperty("ingress").GetProperty("verdict").GetString());
        Assert.Equal("POLICY_NOT_UNDERSTOOD", result.Json.GetProperty("ingress").GetProperty("reason").GetString());
        Assert.Equal("NetworkPolicy/shop/broken", result.Json.GetProperty("ingress").GetProperty("decidedBy").GetProperty("policy").GetString());
        Assert.Contains("not-a-block", Assert.Single(result.Json.GetProperty("missing").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_diagnostic_has_place_code_and_hint()
    {
        CommandResult result = Fixture.Ask(BrokenRule, "shop/batch-1", "shop/redis-0", "--port", "6379");

        Assert.Matches(@"^<stdin>:\d+:\d+: error PE\d{4}: .*\n  hint: .+\n", result.Error);
    }

    [Fact]
    public void The_text_says_what_is_missing()
    {
        CommandResult result = Netpol.RunWithInput(Fixture.Cluster + BrokenRule, "can", "shop/batch-1", "shop/redis-0", "--port", "6379", "-f", "-");

        Assert.Equal(3, result.Status);
        Assert.StartsWith("unknown: shop/batch-1 -> shop/redis-0, TCP 6379\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  missing: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_it_has_no_bearing_on_are_answered()
    {
        CommandResult result = Fixture.Ask(BrokenRule, "shop/batch-1", "shop/web-0", "--port", "8080");

        Assert.Equal(0, result.Status);
    }
}
