namespace Cli.Tests.Commands;

/// <summary>The text of <c>can</c>.</summary>
public sealed class CanTextTests
{
    [Fact]
    public void The_verdict_comes_first_and_each_half_has_a_line()
    {
        CommandResult result = Ask(Fixture.RedisFromFrontend, "shop/frontend-a", "shop/redis-0", "--port", "6379");

        string[] lines = result.Output.Split('\n');
        Assert.Equal(0, result.Status);
        Assert.Equal("allowed: shop/frontend-a -> shop/redis-0, TCP 6379", lines[0]);
        Assert.StartsWith("  egress   allowed  ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  ingress  allowed  NetworkPolicy/shop/redis-from-frontend ingress[0] allows it [ADMITTED_BY_RULE] <stdin>:", lines[2], StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(lines[3..]));
    }

    [Fact]
    public void Nothing_is_coloured_where_output_is_not_a_terminal()
    {
        CommandResult result = Ask(Fixture.RedisFromFrontend, "shop/frontend-a", "shop/redis-0", "--explain");

        Assert.DoesNotContain('\e', result.Output);
    }

    [Fact]
    public void Explain_shows_tier_policy_and_rule_one_below_the_other()
    {
        CommandResult result = Ask(Fixture.RedisFromFrontend, "shop/batch-1", "shop/redis-0", "--port", "6379", "--explain");

        string[] lines = [.. result.Output.Split('\n').Select(line => line.TrimEnd())];
        int tier = Array.IndexOf(lines, "      tier default");
        Assert.True(tier > 0, result.Output);
        Assert.StartsWith("        NetworkPolicy/shop/redis-from-frontend <stdin>:", lines[tier + 1], StringComparison.Ordinal);
        Assert.StartsWith("          spec.ingress[0] does not match: source shop/batch-1: ", lines[tier + 2], StringComparison.Ordinal);
        Assert.Equal("      end of tier default: deny", lines[tier + 3]);
    }

    [Fact]
    public void Explain_shows_a_rule_that_matches()
    {
        CommandResult result = Ask(Fixture.RedisFromFrontend, "shop/frontend-b", "shop/redis-0", "--port", "6379", "--explain");

        Assert.Contains("          spec.ingress[0] matches: Allow <stdin>:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_ten_parts_are_shown_and_the_rest_is_counted()
    {
        string policies = string.Concat(Enumerable.Range(1, 12).Select(number => $$$"""
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: port-{{{number}}}, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: {{{number}}}}]}]

            """));

        CommandResult result = Ask(policies, "gateway/gw-0", "shop/web-0");

        Assert.Equal(10, result.Output.Split('\n').Count(line => line.Contains(", such as ", StringComparison.Ordinal)));
        Assert.Contains("  and 3 more; `--format json` lists them all\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  allowed throughout: TCP 1-12\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_three_near_rules_are_shown_and_the_rest_is_counted()
    {
        string rules = string.Join('\n', Enumerable.Range(1, 5).Select(number => $"  - from: [{{podSelector: {{matchLabels: {{app: a{number}}}}}}}]"));
        string policy = $$$"""
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: many, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
            {{{rules}}}

            """;

        CommandResult result = Ask(policy, "shop/batch-1", "shop/web-0", "--port", "80");

        Assert.Equal(3, result.Output.Split('\n').Count(line => line.StartsWith("        required  ", StringComparison.Ordinal)));
        Assert.Contains("and 2 more rules; `--explain` shows them all", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_denial_by_default_tells_what_the_nearest_rule_required()
    {
        CommandResult result = Ask(Fixture.RedisFromFrontend, "shop/batch-1", "shop/redis-0", "--port", "6379");

        int line = Fixture.LineOf(Fixture.Cluster + Fixture.RedisFromFrontend, "- from: [{podSelector");
        Assert.EndsWith($"""
                  NetworkPolicy/shop/redis-from-frontend spec.ingress[0] does not match <stdin>:{line}:5
                    observed  source shop/batch-1: pod label `app` is `batch`
                    required  pod label `app` is `frontend`

            """, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_parts_has_its_nearest_rule_only()
    {
        const string Policy = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: two-rules, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 80}]}, {ports: [{port: 443}]}]

            """;

        CommandResult result = Ask(Policy, "shop/batch-1", "shop/web-0");

        Assert.Single(result.Output.Split('\n'), line => line.Contains("required  ", StringComparison.Ordinal));
        Assert.Contains("and 1 more rule; `--explain` shows it", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_with_several_peers_is_named_once()
    {
        const string Policy = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: two-peers, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}, {ipBlock: {cidr: 203.0.113.0/24}}]}]

            """;

        CommandResult result = Ask(Policy, "shop/batch-1", "shop/web-0", "--port", "80");

        Assert.Contains("NetworkPolicy/shop/two-peers spec.ingress[0] does not match, nearest of 2 peers <stdin>:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_through_several_tiers_is_a_table_of_what_ended_each()
    {
        const string Policies = """
            ---
            {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: security}, spec: {order: 100}}
            ---
            {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: platform}, spec: {order: 200}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: security.pass}, spec: {tier: security, types: [Ingress], ingress: [{action: Pass}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: platform.none}, spec: {tier: platform, types: [Ingress]}}

            """;

        CommandResult result = Ask(Policies, "shop/batch-1", "shop/web-0", "--port", "80");

        string[] lines = result.Output.Split('\n');
        Assert.StartsWith("      tier security  Pass  GlobalNetworkPolicy/security.pass spec.ingress[0] <stdin>:", lines[3], StringComparison.Ordinal);
        Assert.Equal("      tier platform  Deny  end of tier, after GlobalNetworkPolicy/platform.none", lines[4]);
    }

    [Fact]
    public void What_was_taken_for_granted_is_noted()
    {
        CommandResult result = Ask("", "10.244.1.40", "shop/redis-0", "--port", "6379");

        Assert.Contains("  note: 10.244.1.40 is the address of shop/web-0\n", result.Output, StringComparison.Ordinal);
    }

    private static CommandResult Ask(string policies, params string[] question) =>
        Netpol.RunWithInput(Fixture.Cluster + policies, ["can", .. question, "-f", "-"]);
}
