using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary><c>netpol show</c>.</summary>
public sealed class ShowTests
{
    private const string Policies = """
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: security}
        spec: {order: 100}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: security.second}
        spec:
          tier: security
          order: 20
          selector: app == 'redis'
          ingress: [{action: Pass}]
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: security.first}
        spec:
          tier: security
          order: 10
          selector: app == 'redis'
          ingress:
          - action: Deny
            protocol: TCP
            source: {nets: [203.0.113.0/24]}
            destination: {ports: [6379, redis]}
        ---
        apiVersion: projectcalico.org/v3
        kind: StagedNetworkPolicy
        metadata: {name: later, namespace: shop}
        spec:
          selector: app == 'redis'
          ingress: [{action: Deny}]

        """;

    [Fact]
    public void Policies_come_in_evaluation_order_under_their_tiers()
    {
        CommandResult result = Show("shop/redis-0", "--format", "json");

        JsonElement endpoint = Assert.Single(result.Json.EnumerateArray());
        JsonElement[] tiers = [.. endpoint.GetProperty("ingress").GetProperty("tiers").EnumerateArray()];
        Assert.Equal(
            ["security", "default"],
            tiers.Select(tier => tier.GetProperty("tier").GetString()),
            StringComparer.Ordinal);
        Assert.Equal(
            ["GlobalNetworkPolicy/security.first", "GlobalNetworkPolicy/security.second"],
            tiers[0].GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("policy").GetString()),
            StringComparer.Ordinal);
        Assert.Equal(10, tiers[0].GetProperty("policies")[0].GetProperty("order").GetDouble());
        Assert.Empty(endpoint.GetProperty("egress").GetProperty("tiers").EnumerateArray());
    }

    [Fact]
    public void An_endpoint_shows_labels_addresses_ports_and_profiles_as_selectors_see_them()
    {
        JsonElement endpoint = Show("shop/redis-0", "--format", "json").Json[0];

        Assert.Equal("shop/redis-0", endpoint.GetProperty("endpoint").GetString());
        Assert.Equal("redis", endpoint.GetProperty("labels").GetProperty("app").GetString());
        Assert.Equal("prod", endpoint.GetProperty("labels").GetProperty("pcns.env").GetString());
        Assert.Equal("10.244.2.30", endpoint.GetProperty("addresses")[0].GetString());
        Assert.Equal(6379, endpoint.GetProperty("ports")[0].GetProperty("port").GetInt32());
        Assert.Equal("kns.shop", endpoint.GetProperty("profiles")[0].GetString());
    }

    [Fact]
    public void The_text_summarises_rules_and_marks_what_is_staged()
    {
        CommandResult result = Show("shop/redis-0");

        Assert.Equal(0, result.Status);
        Assert.Contains("    tier security, order 100\n", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n        ingress\[0\]: Deny TCP 6379 or (TCP )?port redis from .*203\.0\.113\.0/24", result.Output);
        Assert.Contains("StagedNetworkPolicy/shop/later, order last, staged, not enforced <stdin>:", result.Output, StringComparison.Ordinal);
        Assert.Contains("  egress: no policy; the profiles decide\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("      end of tier: deny\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_shows_all_its_pods()
    {
        CommandResult result = Show("deploy/shop/frontend", "--format", "json");

        Assert.Equal(
            ["shop/frontend-a", "shop/frontend-b"],
            result.Json.EnumerateArray().Select(endpoint => endpoint.GetProperty("endpoint").GetString()),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_pod_on_its_nodes_network_is_not_governed()
    {
        const string Pod = """
            apiVersion: v1
            kind: Pod
            metadata: {name: exporter, namespace: shop}
            spec: {hostNetwork: true, nodeName: w1}
            status: {podIP: 192.168.10.11}
            """;

        CommandResult result = Netpol.RunWithInput(Pod, "show", "shop/exporter", "-f", "-");

        Assert.Contains("shop/exporter (host network pod)", result.Output, StringComparison.Ordinal);
        Assert.Contains("  ingress: pod policy does not govern this endpoint\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop/redis-9", "there is no pod `shop/redis-9`; did you mean shop/redis-0?")]
    [InlineData("203.0.113.7", "`203.0.113.7` is no endpoint of the input")]
    public void What_is_no_endpoint_is_an_error(string name, string message)
    {
        CommandResult result = Show(name);

        Assert.Equal(2, result.Status);
        Assert.Equal($"netpol: {message}\n", result.Error);
    }

    private static CommandResult Show(string endpoint, params string[] more) =>
        Netpol.RunWithInput(Fixture.Cluster + Policies, ["show", endpoint, "-f", "-", .. more]);
}
