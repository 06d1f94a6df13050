using System.Text.Json;

namespace Cli.Tests;

/// <summary>Stories users tell about their clusters, with the verdicts and reasons they expect.</summary>
public sealed class StoryTests
{
    private const string DenyAll = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny-all, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]

        """;

    private const string Web80 = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web-80, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{ports: [{protocol: TCP, port: 80}]}]

        """;

    private const string HalvesThatNeverMeet = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: client, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: batch}}
          policyTypes: [Egress]
          egress: [{ports: [{protocol: TCP, port: 80}]}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: server, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{ports: [{protocol: TCP, port: 443}]}]

        """;

    [Theory]
    [InlineData("deploy/shop/frontend", "svc/shop/redis:6379", "", "allowed", "EGRESS_NOT_ISOLATED", "ADMITTED_BY_RULE")]
    [InlineData("shop/batch-1", "shop/redis-0", "--port 6379", "denied", "EGRESS_NOT_ISOLATED", "NO_RULE_MATCHES_PEER")]
    [InlineData("deploy/shop/frontend", "shop/redis-0", "--port 6380", "denied", "EGRESS_NOT_ISOLATED", "NO_RULE_MATCHES_PORT")]
    [InlineData("deploy/shop/frontend", "shop/redis-0", "--icmp 8/0", "denied", "EGRESS_NOT_ISOLATED", "NO_RULE_MATCHES_PORT")]
    [InlineData("deploy/shop/frontend", "shop/redis-0", "--protocol ICMP", "denied", "EGRESS_NOT_ISOLATED", "NO_RULE_MATCHES_PORT")]
    [InlineData("dev/tool-0", "shop/redis-0", "--port 6379", "denied", "EGRESS_NOT_ISOLATED", "NO_RULE_MATCHES_PEER")]
    [InlineData("shop/redis-0", "external", "", "allowed", "EGRESS_NOT_ISOLATED", "EXTERNAL_ENDPOINT")]
    [InlineData("shop/redis-0", "shop/batch-1", "", "allowed", "EGRESS_NOT_ISOLATED", "INGRESS_NOT_ISOLATED")]
    public void Redis_is_for_the_frontend_only(string from, string to, string traffic, string verdict, string egress, string ingress)
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, [from, to, .. traffic.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        AssertVerdict(result, verdict, egress, ingress);
    }

    [Fact]
    public void The_nearest_rule_is_named_with_the_first_condition_that_fails()
    {
        CommandResult result = Netpol.RunWithInput(
            Fixture.Cluster + Fixture.RedisFromFrontend, "can", "shop/batch-1", "shop/redis-0", "--port", "6379", "-f", "-");

        Assert.Contains("observed  source shop/batch-1: pod label `app` is `batch`\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("required  pod label `app` is `frontend`\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_deny_denies_both_halves_and_names_the_policy_for_each()
    {
        CommandResult result = Fixture.Ask(DenyAll, "deploy/shop/frontend", "shop/redis-0", "--port", "6379");

        AssertVerdict(result, "denied", "ISOLATED_NO_RULE", "ISOLATED_NO_RULE");
        foreach (string half in (string[])["egress", "ingress"])
        {
            JsonElement policy = Assert.Single(result.Json.GetProperty(half).GetProperty("decidedBy").GetProperty("policies").EnumerateArray());
            Assert.Equal("NetworkPolicy/shop/deny-all", policy.GetProperty("policy").GetString());
        }
    }

    [Fact]
    public void A_pod_reaches_its_own_address_under_default_deny()
    {
        CommandResult result = Fixture.Ask(DenyAll, "shop/redis-0", "10.244.2.30", "--port", "6379");

        AssertVerdict(result, "not-applicable", "SAME_ENDPOINT", "SAME_ENDPOINT");
        Assert.Equal("same endpoint", result.Json.GetProperty("ingress").GetProperty("decidedBy").GetProperty("exempt").GetString());
        Assert.Equal("10.244.2.30 is the address of shop/redis-0", Assert.Single(result.Json.GetProperty("assumptions").EnumerateArray()).GetString());
    }

    [Fact]
    public void A_policy_with_the_service_port_does_not_open_the_container_port()
    {
        CommandResult result = Fixture.Ask(Web80, "gateway/gw-0", "svc/shop/web", "--port", "80");

        AssertVerdict(result, "denied", "EGRESS_NOT_ISOLATED", "NO_RULE_MATCHES_PORT");
        Assert.Equal(80, result.Json.GetProperty("port").GetInt32());
        Assert.Equal(8080, result.Json.GetProperty("witness").GetProperty("port").GetInt32());
    }

    [Fact]
    public void The_text_tells_the_port_behind_the_service()
    {
        CommandResult result = Netpol.RunWithInput(Fixture.Cluster + Web80, "can", "gateway/gw-0", "svc/shop/web", "--port", "80", "-f", "-");

        Assert.StartsWith("denied: gateway/gw-0 -> svc/shop/web, TCP port 80 (TCP 8080)\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Halves_that_never_meet_are_denied_with_that_reason()
    {
        CommandResult result = Fixture.Ask(HalvesThatNeverMeet, "shop/batch-1", "shop/web-0");

        Assert.Equal(1, result.Status);
        Assert.Equal("denied", result.Json.GetProperty("verdict").GetString());
        Assert.Equal("HALVES_DISJOINT_PORTS", result.Json.GetProperty("reason").GetString());
        Assert.Empty(result.Json.GetProperty("allow").EnumerateArray());
    }

    [Theory]
    [InlineData("80", "allowed", "denied")]
    [InlineData("443", "denied", "allowed")]
    public void Each_port_of_halves_that_never_meet_fails_on_one_side(string port, string egress, string ingress)
    {
        CommandResult result = Fixture.Ask(HalvesThatNeverMeet, "shop/batch-1", "shop/web-0", "--port", port);

        Assert.Equal(egress, result.Json.GetProperty("egress").GetProperty("verdict").GetString());
        Assert.Equal(ingress, result.Json.GetProperty("ingress").GetProperty("verdict").GetString());
        Assert.Equal(1, result.Status);
    }

    private static void AssertVerdict(CommandResult result, string verdict, string egress, string ingress)
    {
        Assert.Equal("", result.Error);
        Assert.Equal(verdict, result.Json.GetProperty("verdict").GetString());
        Assert.Equal(egress, result.Json.GetProperty("egress").GetProperty("reason").GetString());
        Assert.Equal(ingress, result.Json.GetProperty("ingress").GetProperty("reason").GetString());
        Assert.Equal(verdict == "denied" ? 1 : 0, result.Status);
    }
}
