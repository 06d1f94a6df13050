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
        "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: deny}, spec: {tier: Baseline, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}",
        FromWeb)
        .Denies("shop/web", "bank/db", ingress: ReasonCode.DeniedByRule)
        .Allows("shop/web", "shop/db", ingress: ReasonCode.AdmittedByRule);
}
