using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Kubernetes and Calico policies that govern the same pods: the examples of the reference, and its corollaries.</summary>
public sealed class CalicoWorkedExampleTests
{
    private static readonly string FromWeb = Scenario.KubernetesPolicy("k8s", "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}");

    private static Scenario Of(params ReadOnlySpan<string> documents) => Scenario.Of(Scenario.Documents(documents)).IsClean();

    [Fact]
    public void Nothing_at_all_is_allowed_by_the_namespaces_profile() => Of("").Allows("bank/web", "shop/db", ingress: ReasonCode.IngressNotIsolated);

    [Fact]
    public void A_kubernetes_policy_without_rules_denies_at_the_end_of_the_default_tier() =>
        Of(Scenario.KubernetesPolicy("k8s", "podSelector: {}")).Denies("bank/web", "shop/db", ingress: ReasonCode.IsolatedNoRule);

    [Fact]
    public void A_calico_denial_of_order_10_precedes_kubernetes() =>
        Of(FromWeb, Scenario.CalicoPolicy("deny", "{order: 10, ingress: [{action: Deny}]}")).Denies("shop/web", "shop/db", ingress: ReasonCode.DeniedByRule);

    [Fact]
    public void A_calico_denial_of_order_2000_follows_kubernetes() =>
        Of(FromWeb, Scenario.CalicoPolicy("deny", "{order: 2000, ingress: [{action: Deny}]}"))
            .Allows("shop/web", "shop/db", ingress: ReasonCode.AdmittedByRule)
            .Denies("shop/bare", "shop/db", ingress: ReasonCode.DeniedByRule);

    [Fact]
    public void A_calico_rule_without_order_still_comes_before_the_end_of_the_tier() =>
        Of(FromWeb, Scenario.CalicoPolicy("deny", "{ingress: [{action: Deny}]}")).Denies("shop/bare", "shop/db", ingress: ReasonCode.DeniedByRule);

    [Fact]
    public void A_pass_before_kubernetes_leads_to_the_profile() => Of(
        Scenario.GlobalPolicy("pass", "{order: 1, ingress: [{action: Pass, source: {namespaceSelector: team == 'blue'}}]}"),
        Scenario.KubernetesPolicy("k8s", "podSelector: {}"))
        .Allows("bank/web", "shop/db", ingress: ReasonCode.ProfileAllow)
        .Denies("shop/web", "shop/db");

    [Fact]
    public void A_tier_that_holds_only_egress_policies_is_skipped_for_ingress() => Of(
        "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t}, spec: {order: 10}}",
        Scenario.GlobalPolicy("t.egress", "{tier: t, types: [Egress]}")).Allows("192.0.2.1", "shop/db").Denies("shop/db", "192.0.2.1");

    [Fact]
    public void The_end_of_a_tier_hides_all_later_ones() => Of(
        "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t}, spec: {order: 10}}",
        Scenario.GlobalPolicy("t.web", "{tier: t, ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]}"),
        Scenario.GlobalPolicy("later", "{ingress: [{action: Allow}]}"))
        .Allows("192.0.2.1", "shop/db", "tcp/80")
        .Denies("192.0.2.1", "shop/db", "tcp/443", ingress: ReasonCode.TierDefaultDeny);

    [Fact]
    public void A_staged_denial_alone_allows() =>
        Of(Scenario.CalicoPolicy("deny", "{ingress: [{action: Deny}]}", "StagedNetworkPolicy")).Allows("bank/web", "shop/db", ingress: ReasonCode.IngressNotIsolated);

    [Fact]
    public void Row_65_a_baseline_tier_decides_only_where_no_default_policy_governs() => Of(
        Scenario.GlobalPolicy("kube-baseline.deny", "{tier: kube-baseline, ingress: [{action: Deny}]}"), FromWeb)
        .Denies("shop/web", "bank/db", ingress: ReasonCode.DeniedByRule)
        .Allows("shop/web", "shop/db", ingress: ReasonCode.AdmittedByRule);

    [Fact]
    public void Row_71_kubernetes_types_default_as_the_api_server_does_not_as_calicos_conversion() =>
        Of(Scenario.KubernetesPolicy("k8s", "{podSelector: {}, egress: [{ports: [{port: 53}]}]}")).Denies("shop/web", "192.0.2.1", "tcp/80");

    [Fact]
    public void Row_70_an_empty_kubernetes_port_is_tcp() =>
        Of(Scenario.KubernetesPolicy("k8s", "{podSelector: {}, ingress: [{ports: [{}]}]}")).Allows("bank/web", "shop/db", "tcp/9").Denies("bank/web", "shop/db", "udp/9");

    /// <summary>Calico's conversion takes it for all pods of the namespace; the API server refuses it before that.</summary>
    [Fact]
    public void Row_72_an_empty_kubernetes_peer_is_not_understood() =>
        Scenario.Kubernetes("{podSelector: {}, ingress: [{from: [§{}]}]}").Reports("PE3008").IsUnknown("shop/web", "shop/db");

    [Fact]
    public void Row_73_an_empty_kubernetes_peer_list_is_anything() =>
        Of(Scenario.KubernetesPolicy("k8s", "{podSelector: {}, ingress: [{from: []}]}")).Allows("192.0.2.1", "shop/db");

    /// <summary>Calico's conversion drops the restriction; here nothing is allowed for certain.</summary>
    [Fact]
    public void Row_74_a_kubernetes_block_that_does_not_parse_allows_nobody() =>
        Scenario.Kubernetes("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: §junk}}]}]}").Reports("PE3006").IsUnknown("192.0.2.1", "shop/db");
}
