using PolicyEngine.Compilation;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>The rules that came nearest to letting a denied flow through.</summary>
public sealed class WhyNotTests
{
    [Fact]
    public void A_denial_by_default_names_at_most_three_nearest_rules()
    {
        string rules = string.Join(", ", Enumerable.Range(1, 5).Select(number => $"{{from: [{{podSelector: {{matchLabels: {{app: a{number}}}}}}}]}}"));

        WhyNot whyNot = WhyNotOf($"{{podSelector: {{}}, ingress: [{rules}]}}");

        Assert.Equal(["ingress[0]", "ingress[1]", "ingress[2]"], Paths(whyNot), StringComparer.Ordinal);
        Assert.Equal(2, whyNot.Others);
    }

    [Fact]
    public void A_rule_that_misses_only_the_port_is_nearer_than_one_that_misses_the_peer()
    {
        WhyNot whyNot = WhyNotOf("""
            podSelector: {}
            ingress:
            - {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}
            - {from: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 443}]}
            """);

        Assert.Equal(["ingress[1]", "ingress[0]"], Paths(whyNot), StringComparer.Ordinal);
    }

    [Fact]
    public void A_rule_that_misses_the_port_is_nearer_than_one_that_misses_the_protocol_and_that_than_one_of_a_name_nobody_declares()
    {
        WhyNot whyNot = WhyNotOf("""
            podSelector: {}
            ingress:
            - ports: [{port: metrics}]
            - ports: [{port: 80, protocol: UDP}]
            - ports: [{port: 443}]
            """);

        Assert.Equal(["ingress[2]", "ingress[1]", "ingress[0]"], Paths(whyNot), StringComparer.Ordinal);
    }

    [Fact]
    public void A_rule_that_misses_fewer_labels_of_the_peer_is_nearer()
    {
        WhyNot whyNot = WhyNotOf("""
            podSelector: {}
            ingress:
            - from: [{namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {app: web}}}]
            - from: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {app: web}}}]
            """);

        Assert.Equal(["ingress[1]", "ingress[0]"], Paths(whyNot), StringComparer.Ordinal);
    }

    [Fact]
    public void Of_rules_that_miss_the_peer_alike_one_for_the_traffic_is_nearer()
    {
        WhyNot whyNot = WhyNotOf("""
            podSelector: {}
            ingress:
            - {from: [{podSelector: {matchLabels: {app: a}}}], ports: [{port: 443}]}
            - {from: [{podSelector: {matchLabels: {app: b}}}], ports: [{port: 80}]}
            """);

        Assert.Equal(["ingress[1]", "ingress[0]"], Paths(whyNot), StringComparer.Ordinal);
    }

    [Fact]
    public void A_written_rule_is_named_once_by_the_peer_that_came_nearest()
    {
        WhyNot whyNot = WhyNotOf("""
            podSelector: {}
            ingress:
            - from:
              - ipBlock: {cidr: 10.9.0.0/16}
              - podSelector: {matchLabels: {app: db}}
              - podSelector: {matchLabels: {app: cache}}
              ports: [{port: 443}]
            """);

        NearestRule rule = Assert.Single(whyNot.Nearest);
        Assert.Equal(3, rule.Alternatives);
        Assert.Equal(RuleCondition.Port, rule.Step.Mismatch!.Condition);
        Assert.Equal(0, whyNot.Others);
    }

    [Fact]
    public void A_policy_without_rules_has_no_nearest_one()
    {
        WhyNot whyNot = WhyNotOf("{podSelector: {}, policyTypes: [Ingress]}");

        Assert.Empty(whyNot.Nearest);
        Assert.Equal(0, whyNot.Others);
    }

    [Fact]
    public void A_rule_that_denies_is_the_answer_and_nothing_is_nearest()
    {
        HalfExplanation ingress = Explained.Ingress(
            Scenario.CalicoPolicy("policy", """
                types: [Ingress]
                ingress: [{action: Allow, source: {selector: app == 'web'}}, {action: Deny}]
                """),
            "shop/db");

        Assert.Equal(ReasonCode.DeniedByRule, ingress.Decision.Reason);
        Assert.Null(ingress.WhyNot);
    }

    [Fact]
    public void What_is_allowed_has_no_nearest_rule()
    {
        Assert.Null(Explained.Ingress(Scenario.KubernetesPolicy("policy", "{podSelector: {}, ingress: [{}]}"), "shop/db").WhyNot);
        Assert.Null(Explained.Ingress("", "shop/db").WhyNot);
    }

    [Fact]
    public void A_rule_that_passes_is_near_only_in_the_tier_that_denied()
    {
        HalfExplanation ingress = Explained.Ingress(
            Scenario.Documents(
                "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: first}, spec: {order: 1, defaultAction: Pass}}",
                "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: second}, spec: {order: 2, defaultAction: Deny}}",
                Scenario.GlobalPolicy("first.pass", "{tier: first, types: [Ingress], ingress: [{action: Pass, source: {selector: app == 'web'}}, {action: Deny, source: {selector: app == 'web'}}]}"),
                Scenario.GlobalPolicy("second.pass", "{tier: second, types: [Ingress], ingress: [{action: Pass, source: {selector: app == 'web'}}, {action: Log}]}")),
            "shop/db");

        Assert.Equal(ReasonCode.TierDefaultDeny, ingress.Decision.Reason);
        Assert.Equal("second.pass", Assert.Single(ingress.WhyNot!.Nearest).Step.Policy!.Name.Name);
    }

    [Fact]
    public void Profiles_that_allow_nothing_name_their_nearest_rules()
    {
        HalfExplanation ingress = Explained.Ingress(
            Scenario.Documents(
                "{apiVersion: projectcalico.org/v3, kind: Profile, metadata: {name: narrow}, spec: {ingress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]}}",
                """
                {apiVersion: projectcalico.org/v3, kind: WorkloadEndpoint, metadata: {name: n1-k8s-web2-eth0, namespace: shop},
                 spec: {node: n1, orchestrator: k8s, pod: web2, endpoint: eth0, profiles: [narrow], ipNetworks: [10.0.0.9/32], interfaceName: cali1}}
                """),
            "shop/db",
            to: "10.0.0.9");

        Assert.Equal(ReasonCode.ProfileDeny, ingress.Decision.Reason);
        NearestRule rule = Assert.Single(ingress.WhyNot!.Nearest);
        Assert.Equal("narrow", rule.Step.Profile!.Name);
        Assert.Equal(RuleCondition.Port, rule.Step.Mismatch!.Condition);
    }

    [Fact]
    public void Each_half_names_its_own_rules()
    {
        const string Spec = "{podSelector: {}, policyTypes: [Egress, Ingress], egress: [{ports: [{port: 443}]}], ingress: [{ports: [{port: 8443}]}]}";
        string policy = Scenario.KubernetesPolicy("policy", Spec);

        Assert.Equal("TCP 443", Assert.Single(Explained.Egress(policy, "shop/db", "shop/web").WhyNot!.Nearest).Step.Mismatch!.Required);
        Assert.Equal("TCP 8443", Assert.Single(Explained.Ingress(policy, "shop/db").WhyNot!.Nearest).Step.Mismatch!.Required);
    }

    private static WhyNot WhyNotOf(string spec)
    {
        HalfExplanation ingress = Explained.Ingress(Scenario.KubernetesPolicy("policy", spec), "shop/db");
        Assert.True(ingress.Decision.IsDenialByDefault);
        return ingress.WhyNot!;
    }

    private static IEnumerable<string> Paths(WhyNot whyNot) => whyNot.Nearest.Select(rule => rule.Step.Rule!.Path);
}
