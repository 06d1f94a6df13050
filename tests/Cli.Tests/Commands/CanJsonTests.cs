using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>The shapes of <c>can --format json</c>.</summary>
public sealed class CanJsonTests
{
    private const string Passing = """
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: security}
        spec: {order: 100}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: security.pass}
        spec:
          tier: security
          order: 10
          selector: app == 'web'
          ingress: [{action: Pass}]

        """;

    [Fact]
    public void One_flow_has_the_documented_shape()
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, "shop/frontend-a", "shop/redis-0", "--port", "6379");

        int line = Fixture.LineOf(Fixture.Cluster + Fixture.RedisFromFrontend, "- from: [{podSelector");
        AssertJson(
            $$$$"""
            {"from":"shop/frontend-a","to":"shop/redis-0","protocol":"TCP","port":6379,"verdict":"allowed",
             "egress":{"verdict":"allowed","reason":"EGRESS_NOT_ISOLATED","decidedBy":{"default":"no policy selects the endpoint"}},
             "ingress":{"verdict":"allowed","reason":"ADMITTED_BY_RULE","decidedBy":{"tier":"default",
              "policy":"NetworkPolicy/shop/redis-from-frontend","apiGroup":"networking.k8s.io","rule":"ingress[0]",
              "file":"<stdin>","line":{{{{line}}}},"column":5,"yamlPath":"spec.ingress[0]"}}}
            """,
            result.Json);
    }

    [Fact]
    public void The_end_of_a_tier_names_its_policies()
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, "shop/batch-1", "shop/redis-0", "--port", "6379");

        int line = Fixture.LineOf(Fixture.Cluster + Fixture.RedisFromFrontend, "kind: NetworkPolicy") - 1;
        AssertJson(
            $$$$"""
            {"tier":"default","default":"end of tier: deny","policies":[{"policy":"NetworkPolicy/shop/redis-from-frontend",
             "apiGroup":"networking.k8s.io","file":"<stdin>","line":{{{{line}}}},"column":1}]}
            """,
            result.Json.GetProperty("ingress").GetProperty("decidedBy"));
    }

    [Fact]
    public void A_profile_that_decides_is_the_endpoints_own()
    {
        CommandResult result = Fixture.Ask(Passing, "dev/tool-0", "shop/web-0", "--port", "8080");

        Assert.Equal("PROFILE_ALLOW", result.Json.GetProperty("ingress").GetProperty("reason").GetString());
        AssertJson("""{"profile":"kns.shop"}""", result.Json.GetProperty("ingress").GetProperty("decidedBy"));
    }

    [Fact]
    public void A_side_that_is_no_endpoint_says_so()
    {
        CommandResult result = Fixture.Ask("", "203.0.113.7", "shop/web-0", "--port", "8080");

        AssertJson("""{"default":"not an endpoint"}""", result.Json.GetProperty("egress").GetProperty("decidedBy"));
    }

    [Fact]
    public void A_question_about_all_traffic_lists_what_is_allowed_and_gives_each_part_a_witness()
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, "shop/frontend-a", "shop/redis-0");

        Assert.Equal(1, result.Status);
        Assert.Equal("partial", result.Json.GetProperty("verdict").GetString());
        Assert.False(result.Json.TryGetProperty("port", out _));
        Assert.False(result.Json.TryGetProperty("protocol", out _));
        AssertJson("""[{"protocol":"TCP","ports":"6379"}]""", result.Json.GetProperty("allow"));
        JsonElement[] parts = [.. result.Json.GetProperty("parts").EnumerateArray()];
        Assert.Equal(["allowed", "denied"], parts.Select(part => part.GetProperty("verdict").GetString()).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        JsonElement denied = parts.Single(part => part.GetProperty("verdict").GetString() == "denied");
        AssertJson("""{"from":"shop/frontend-a","to":"shop/redis-0","fromAddress":"10.244.1.21","toAddress":"10.244.2.30","protocol":"TCP","port":1}""", denied.GetProperty("witness"));
        AssertJson("""{"protocol":"TCP","ports":"0-6378,6380-65535"}""", denied.GetProperty("traffic")[0]);
        Assert.Equal("NO_RULE_MATCHES_PORT", denied.GetProperty("ingress").GetProperty("reason").GetString());
        Assert.Equal(1, denied.GetProperty("pairs").GetInt32());
    }

    [Fact]
    public void Everything_is_the_protocol_any_alone()
    {
        CommandResult result = Fixture.Ask("", "shop/frontend-a", "shop/redis-0");

        Assert.Equal(0, result.Status);
        AssertJson("""[{"protocol":"any"}]""", result.Json.GetProperty("allow"));
    }

    [Fact]
    public void A_protocol_alone_is_a_question_about_all_of_it()
    {
        CommandResult result = Fixture.Ask("", "shop/frontend-a", "shop/redis-0", "--protocol", "udp");

        Assert.Equal("UDP", result.Json.GetProperty("protocol").GetString());
        AssertJson("""[{"protocol":"UDP"}]""", result.Json.GetProperty("allow"));
    }

    [Fact]
    public void A_group_whose_members_differ_is_partial()
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, "ns/shop", "svc/shop/redis", "--port", "6379");

        Assert.Equal("partial", result.Json.GetProperty("verdict").GetString());
        Assert.Equal(1, result.Status);
        Assert.Equal([2, 2], result.Json.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("pairs").GetInt32()));
    }

    [Fact]
    public void What_was_asked_about_the_flow_comes_back()
    {
        CommandResult ports = Fixture.Ask("", "shop/frontend-a", "shop/redis-0", "--port", "redis", "--source-port", "40000");
        CommandResult icmp = Fixture.Ask("", "shop/frontend-a", "shop/redis-0", "--icmp", "8/0");

        Assert.Equal("redis", ports.Json.GetProperty("port").GetString());
        Assert.Equal(40000, ports.Json.GetProperty("sourcePort").GetInt32());
        Assert.Equal("TCP", ports.Json.GetProperty("protocol").GetString());
        Assert.Equal("ICMP", icmp.Json.GetProperty("protocol").GetString());
        Assert.Equal(8, icmp.Json.GetProperty("icmpType").GetInt32());
        Assert.Equal(0, icmp.Json.GetProperty("icmpCode").GetInt32());
    }

    [Fact]
    public void Explain_adds_the_steps_of_each_half()
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, "shop/batch-1", "shop/redis-0", "--port", "6379", "--explain");

        JsonElement[] steps = [.. result.Json.GetProperty("ingress").GetProperty("steps").EnumerateArray()];
        Assert.Equal(["tier", "rule", "end-of-tier"], steps.Select(step => step.GetProperty("step").GetString()), StringComparer.Ordinal);
        Assert.Equal("no", steps[1].GetProperty("matches").GetString());
        Assert.Equal("ingress[0]", steps[1].GetProperty("rule").GetString());
        Assert.Contains("pod label `app` is `batch`", steps[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("spec.ingress[0]", steps[1].GetProperty("yamlPath").GetString());
        Assert.Equal("POD_SELECTOR", steps[1].GetProperty("condition").GetString());
        Assert.Equal("Deny", steps[2].GetProperty("action").GetString());
        Assert.Equal("kns.shop", result.Json.GetProperty("egress").GetProperty("steps")[0].GetProperty("profile").GetString());
    }

    [Fact]
    public void A_half_denied_by_default_tells_why_no_rule_let_it_through()
    {
        CommandResult result = Fixture.Ask(Fixture.RedisFromFrontend, "shop/batch-1", "shop/redis-0", "--port", "6379");

        int line = Fixture.LineOf(Fixture.Cluster + Fixture.RedisFromFrontend, "- from: [{podSelector");
        AssertJson(
            $$$$"""
            [{"tier":"default","policy":"NetworkPolicy/shop/redis-from-frontend","apiGroup":"networking.k8s.io","rule":"ingress[0]",
              "action":"Allow","file":"<stdin>","line":{{{{line}}}},"column":5,"yamlPath":"spec.ingress[0]","condition":"POD_SELECTOR",
              "observed":"source shop/batch-1: pod label `app` is `batch`","required":"pod label `app` is `frontend`"}]
            """,
            result.Json.GetProperty("ingress").GetProperty("whyNot"));
        Assert.False(result.Json.GetProperty("egress").TryGetProperty("whyNot", out _));
    }

    [Fact]
    public void Why_not_names_at_most_three_rules_of_each_half()
    {
        string rules = string.Join(", ", Enumerable.Range(1, 50).Select(number => $"{{ports: [{{port: {number}}}]}}"));
        string policy = $$$"""
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: many, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{{{rules}}}], egress: [{{{rules}}}]}

            """;

        CommandResult result = Fixture.Ask(policy, "shop/batch-1", "shop/web-0", "--port", "80");

        Assert.All((string[])["egress", "ingress"], half => Assert.Equal(3, result.Json.GetProperty(half).GetProperty("whyNot").GetArrayLength()));
    }

    [Fact]
    public void A_policy_without_rules_leaves_why_not_empty()
    {
        const string DenyAll = """
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny-all, namespace: shop}, spec: {podSelector: {}}}

            """;

        CommandResult result = Fixture.Ask(DenyAll, "shop/batch-1", "shop/web-0", "--port", "80");

        Assert.Empty(result.Json.GetProperty("ingress").GetProperty("whyNot").EnumerateArray());
    }

    [Fact]
    public void A_rule_that_denies_needs_no_why_not()
    {
        const string Deny = """
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: deny}, spec: {types: [Ingress], ingress: [{action: Deny}]}}

            """;

        CommandResult result = Fixture.Ask(Deny, "shop/batch-1", "shop/web-0", "--port", "80");

        Assert.Equal("DENIED_BY_RULE", result.Json.GetProperty("ingress").GetProperty("reason").GetString());
        Assert.False(result.Json.GetProperty("ingress").TryGetProperty("whyNot", out _));
    }

    [Fact]
    public void A_question_without_answer_is_an_error_object_and_a_message()
    {
        CommandResult result = Fixture.Ask("", "shop/redis-1", "shop/redis-0");

        Assert.Equal(2, result.Status);
        Assert.Equal("ENDPOINT_NOT_FOUND", result.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.StartsWith("netpol: there is no pod `shop/redis-1`; did you mean shop/redis-0?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_and_arrows_stay_readable()
    {
        CommandResult result = Fixture.Ask("", "selector:app == 'redis'", "shop/web-0", "--port", "80");

        Assert.Contains("selector:app == 'redis'", result.Output, StringComparison.Ordinal);
    }

    private static void AssertJson(string expected, JsonElement actual)
    {
        using JsonDocument document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, actual), $"expected {expected}\nactual {actual.GetRawText()}");
    }
}
