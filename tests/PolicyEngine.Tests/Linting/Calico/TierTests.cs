namespace PolicyEngine.Tests.Linting.Calico;

public sealed class TierTests
{
    private const string Cluster = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: platform}
        spec: {order: 200}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {}, ingress: [{}]}
        ---
        apiVersion: projectcalico.org/v3

        """;

    [Theory]
    [InlineData("kind: GlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, namespaceSelector: all(), types: [Ingress]}", 1)]
    [InlineData("kind: GlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, namespaceSelector: all(), types: [Egress]}", 0)]
    [InlineData("kind: StagedGlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, namespaceSelector: all(), types: [Ingress]}", 0)]
    [InlineData("kind: GlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, selector: app == 'other', types: [Ingress]}", 0)]
    [InlineData("kind: GlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, namespaceSelector: all(), types: [Ingress], ingress: [{action: Pass, protocol: TCP}]}", 0)]
    [InlineData("kind: GlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, namespaceSelector: all(), types: [Ingress], ingress: [{action: Deny}, {action: Pass}]}", 1)]
    public void A_tier_starves_later_ones_where_nothing_passes(string policy, int count) => Assert.Equal(count, Lint.Messages("NP6016", Cluster + policy).Length);

    [Fact]
    public void A_tier_of_staged_policies_passes_everything_on() =>
        Assert.Equal(
            ["tier `platform` passes everything on for pods that only staged policies such as `StagedGlobalNetworkPolicy/platform.x` govern there"],
            Lint.Messages("NP6037", Cluster + "kind: StagedGlobalNetworkPolicy\nmetadata: {name: platform.x}\nspec: {tier: platform, namespaceSelector: all(), types: [Ingress]}"));

    [Fact]
    public void Tiers_without_order_tie_with_the_default_one() =>
        Assert.Single(Lint.Messages("NP6015", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: x}\nspec: {}"));

    [Theory]
    [InlineData("{action: Log}, {action: Allow, source: {selector: a == 'b'}}", 0)]
    [InlineData("{action: Pass}, {action: Allow, source: {selector: a == 'b'}}", 1)]
    [InlineData("{action: Allow, protocol: TCP}, {action: Allow}", 0)]
    [InlineData("{action: Allow}, {action: Deny}", 1)]
    public void Only_a_rule_without_any_condition_catches_all(string rules, int count) =>
        Assert.Equal(count, Lint.Messages("NP6018", $"apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {{name: a, namespace: b}}\nspec: {{ingress: [{rules}]}}").Length);

    [Theory]
    [InlineData("[{action: Deny}]", 2000, 0)]
    [InlineData("[{action: Deny, source: {nets: [198.51.100.0/24]}}]", 2000, 1)]
    [InlineData("[{action: Deny, source: {nets: [198.51.100.0/24]}}]", 999, 0)]
    [InlineData("[{action: Allow, source: {nets: [198.51.100.0/24]}}]", 2000, 0)]
    public void A_denial_behind_NetworkPolicies_comes_too_late(string rules, int order, int count) =>
        Assert.Equal(count, Lint.Messages("NP6019", Cluster + $"kind: NetworkPolicy\nmetadata: {{name: a, namespace: shop}}\nspec: {{order: {order}, types: [Ingress], ingress: {rules}}}").Length);

    [Fact]
    public void Policies_of_one_order_that_agree_are_no_tie()
    {
        const string Two = """
            kind: NetworkPolicy
            metadata: {name: a, namespace: shop}
            spec: {types: [Ingress], ingress: [{action: Allow, source: {nets: [198.51.100.0/24]}}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: b, namespace: shop}
            spec: {types: [Ingress], ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]}
            """;

        Assert.Empty(Lint.Messages("NP6014", Cluster + Two));
        Assert.Single(Lint.Messages("NP6014", Cluster + Two.Replace("203.0.113.0", "198.51.100.0", StringComparison.Ordinal)));
    }
}
