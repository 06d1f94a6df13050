using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>The way of a half from tier to tier.</summary>
public sealed class TierPathTests
{
    private const string Tiers = """
        {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: first}, spec: {order: 1}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: second}, spec: {order: 2, defaultAction: Pass}}
        """;

    [Fact]
    public void The_path_names_what_ended_each_tier()
    {
        HalfExplanation ingress = Explained.Ingress(
            Scenario.Documents(
                Tiers,
                Scenario.GlobalPolicy("first.pass", "{tier: first, types: [Ingress], ingress: [{action: Log}, {action: Pass}]}"),
                Scenario.GlobalPolicy("second.none", "{tier: second, types: [Ingress]}"),
                Scenario.KubernetesPolicy("policy", "{podSelector: {}}")),
            "shop/db");

        Assert.Equal(
            [("first", TraceStepKind.Rule, RuleAction.Pass), ("second", TraceStepKind.EndOfTier, RuleAction.Pass), ("default", TraceStepKind.EndOfTier, RuleAction.Deny)],
            ingress.TierPath.Select(step => (step.Tier!.Name, step.Kind, step.Action!.Value)));
    }

    [Fact]
    public void The_profile_that_decides_ends_the_path()
    {
        HalfExplanation ingress = Explained.Ingress(
            Scenario.Documents(Tiers, Scenario.GlobalPolicy("first.pass", "{tier: first, types: [Ingress], ingress: [{action: Pass}]}")), "shop/db");

        Assert.Equal(2, ingress.TierPath.Length);
        Assert.Equal("kns.shop", ingress.TierPath[1].Profile!.Name);
        Assert.Equal(RuleAction.Allow, ingress.TierPath[1].Action);
    }

    [Fact]
    public void A_side_that_policy_does_not_govern_has_no_path()
    {
        Assert.Empty(Explained.Egress("", "203.0.113.7", "shop/web").TierPath);
    }

    [Fact]
    public void The_end_of_a_tier_that_may_not_be_in_force_is_no_part_of_the_path()
    {
        HalfExplanation ingress = Explained.Ingress(
            Scenario.Documents(Tiers, Scenario.GlobalPolicy("first.broken", "{tier: first, types: [Ingress], selector: 'app =='}")), "shop/db");

        Assert.Contains(ingress.Steps, step => step.Detail == "end of tier first: may deny");
        Assert.DoesNotContain(ingress.TierPath, step => step.Tier?.Name == "first");
    }
}
