using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Types, order, tiers and profiles: which policy decides.</summary>
public sealed class CalicoTierTests
{
    private static string Tier(string name, string spec) => $"{{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {{name: {name}}}, spec: {spec}}}";

    private static string Allow(string name, string spec = "") => Scenario.CalicoPolicy(name, $"{{{spec}ingress: [{{action: Allow}}]}}");

    private static string Deny(string name, string spec = "") => Scenario.CalicoPolicy(name, $"{{{spec}ingress: [{{action: Deny}}]}}");

    private static Scenario Of(params ReadOnlySpan<string> documents) => Scenario.Of(Scenario.Documents(documents));

    /// <summary>As the Go client and the API server default it; the admission policy differs on lists that are present and empty.</summary>
    [Theory]
    [InlineData("{}", true, false)]
    [InlineData("{ingress: [{action: Pass}]}", true, false)]
    [InlineData("{egress: [{action: Log}]}", false, true)]
    [InlineData("{ingress: [{action: Pass}], egress: [{action: Log}]}", true, true)]
    [InlineData("{ingress: [], egress: [{action: Log}]}", false, true)]
    [InlineData("{egress: []}", true, false)]
    [InlineData("{ingress: [], egress: []}", true, false)]
    public void Row_62_types_default_as_calicos_go_client_does(string spec, bool ingress, bool egress)
    {
        Model.Policy policy = Assert.Single(Scenario.Calico(spec).IsClean().Loaded.Snapshot.Model.Policies);
        Assert.Equal((ingress, egress), (policy.Governs.HasFlag(Model.Directions.Ingress), policy.Governs.HasFlag(Model.Directions.Egress)));
    }

    /// <summary>Neither Calico's client nor its API server see what is written to the store itself: nothing is filled in.</summary>
    [Theory]
    [InlineData("{}", true, true)]
    [InlineData("{ingress: [{action: Pass}]}", true, true)]
    [InlineData("{egress: [{action: Log}]}", true, true)]
    [InlineData("{types: null, egress: [{action: Log}]}", true, true)]
    [InlineData("{types: [Ingress], ingress: [{action: Pass}]}", true, false)]
    public void Row_61_a_stored_policy_without_types_governs_both_directions(string spec, bool ingress, bool egress)
    {
        foreach (string document in (string[])[Scenario.CalicoPolicy("policy", spec), Scenario.GlobalPolicy("policy", spec)])
        {
            string stored = document.Replace("projectcalico.org/v3", "crd.projectcalico.org/v1", StringComparison.Ordinal);
            Model.Policy policy = Assert.Single(Scenario.Of(stored).IsClean().Loaded.Snapshot.Model.Policies);
            Assert.Equal((ingress, egress), (policy.Governs.HasFlag(Model.Directions.Ingress), policy.Governs.HasFlag(Model.Directions.Egress)));
        }
    }

    [Fact]
    public void Row_61_a_stored_policy_without_types_denies_what_its_rules_are_not_about() =>
        Of(Allow("a").Replace("projectcalico.org/v3", "crd.projectcalico.org/v1", StringComparison.Ordinal))
            .Allows("bank/web", "shop/web")
            .Denies("shop/web", "bank/web", egress: ReasonCode.TierDefaultDeny);

    /// <summary>Agents treat a policy with a hint that they do not know as deleted, and the API server refuses it.</summary>
    [Theory]
    [InlineData("[§Sometimes]")]
    [InlineData("[§assumeNeededOnEveryNode]")]
    [InlineData("[AssumeNeededOnEveryNode, §AssumeNeededOnEveryNode]")]
    public void A_performance_hint_that_is_not_known_makes_the_policy_unknown(string hints) =>
        Scenario.Calico($"{{performanceHints: {hints}, ingress: [{{action: Deny}}]}}").Reports("PE3004").IsUnknown("bank/web", "shop/web");

    [Fact]
    public void A_performance_hint_changes_no_verdict() =>
        Scenario.Calico("{performanceHints: [AssumeNeededOnEveryNode], ingress: [{action: Deny}]}").IsClean().Denies("bank/web", "shop/web");

    [Fact]
    public void Row_59_a_policy_of_types_ingress_without_rules_denies_all_ingress() => Scenario.Calico("types: [Ingress]").IsClean()
        .Denies("bank/web", "shop/web", ingress: ReasonCode.TierDefaultDeny)
        .Allows("shop/web", "bank/web", egress: ReasonCode.EgressNotIsolated);

    [Fact]
    public void Row_60_rules_of_a_direction_that_types_do_not_name_are_inert() => Scenario.Calico("{types: [Ingress], egress: §[{action: Deny}]}")
        .Reports("PE3018", Text.Severity.Warning)
        .Allows("shop/web", "bank/web");

    [Theory]
    [InlineData("{types: [§ingress]}")]
    [InlineData("{types: [Ingress, §Ingress]}")]
    public void Row_61_types_the_schema_refuses_make_the_policy_unknown_in_both_directions(string spec) => Scenario.Calico(spec)
        .Reports("PE3027")
        .IsUnknown("bank/web", "shop/web")
        .IsUnknown("shop/web", "bank/web");

    [Fact]
    public void A_policy_of_types_egress_does_not_isolate_ingress() => Scenario.Calico("types: [Egress]").Allows("bank/web", "shop/web").Denies("shop/web", "bank/web");

    [Fact]
    public void Row_51_order_0_comes_first_and_no_order_last()
    {
        ComesFirst("order: 0, ", "");
        ComesFirst("order: 0, ", "order: 1, ");
        ComesFirst("order: 1e300, ", "");
    }

    [Fact]
    public void Row_52_a_negative_order_is_earlier() => ComesFirst("order: -5, ", "order: 0, ");

    [Theory]
    [InlineData("order: 1, ", "order: 2, ")]
    [InlineData("order: 1.5, ", "order: 1.75, ")]
    [InlineData("order: 1e3, ", "order: 1000.5, ")]
    [InlineData("order: 010, ", "order: 9, ")]
    public void The_smaller_order_comes_first(string first, string second) => ComesFirst(first, second);

    private static void ComesFirst(string first, string second)
    {
        Of(Allow("z", first), Deny("a", second)).IsClean().Allows("bank/web", "shop/web", ingress: ReasonCode.AdmittedByRule);
        Of(Deny("z", first), Allow("a", second)).Denies("bank/web", "shop/web", ingress: ReasonCode.DeniedByRule);
    }

    [Theory]
    [InlineData("a-b", "a")]
    [InlineData("a.b", "a")]
    [InlineData("a", "a0")]
    [InlineData("a", "ab")]
    [InlineData("a-b", "a.b")]
    [InlineData("a", "b")]
    public void Row_50_equal_orders_are_told_apart_by_name_with_a_slash_behind_it(string first, string second)
    {
        Of(Allow(first), Deny(second)).IsClean().Allows("bank/web", "shop/web");
        Of(Deny(first, "order: 7, "), Allow(second, "order: 7, ")).Denies("bank/web", "shop/web");
    }

    [Fact]
    public void With_one_name_a_global_policy_precedes_a_namespaced_one_and_kubernetes_precedes_calico()
    {
        Of(Scenario.GlobalPolicy("a", "ingress: [{action: Deny}]"), Allow("a")).Denies("bank/web", "shop/web");
        Of(Scenario.KubernetesPolicy("a", "{podSelector: {}, ingress: [{}]}"), Deny("a", "order: 1000, ")).Allows("bank/web", "shop/web");
        Of(Scenario.KubernetesPolicy("b", "{podSelector: {}, ingress: [{}]}"), Deny("a", "order: 1000, ")).Denies("bank/web", "shop/web");
        Of(Scenario.KubernetesPolicy("b", "{podSelector: {}, ingress: [{}]}"), Deny("a")).Allows("bank/web", "shop/web");
    }

    [Fact]
    public void A_stored_name_of_the_default_tier_is_compared_without_its_prefix() => Of(
        Allow("default.b").Replace("projectcalico.org/v3", "crd.projectcalico.org/v1", StringComparison.Ordinal),
        Deny("c"))
        .Allows("bank/web", "shop/web");

    [Fact]
    public void Tiers_come_by_order_then_by_name()
    {
        Of(Tier("late", "{order: 20}"), Tier("early", "{order: 10}"), Allow("late.a", "tier: late, "), Deny("early.a", "tier: early, ")).IsClean().Denies("bank/web", "shop/web");
        Of(Tier("bbb", "{order: 10}"), Tier("aaa", "{order: 10}"), Allow("bbb.a", "tier: bbb, "), Deny("aaa.a", "tier: aaa, ")).Denies("bank/web", "shop/web");
    }

    [Fact]
    public void Row_54_a_tier_without_order_stands_by_name_beside_default()
    {
        Of(Tier("aaa", "{}"), Allow("aaa.a", "tier: aaa, "), Deny("b")).IsClean().Allows("bank/web", "shop/web");
        Of(Tier("zzz", "{}"), Allow("zzz.a", "tier: zzz, "), Deny("b")).Denies("bank/web", "shop/web");
    }

    [Fact]
    public void Row_53_a_policy_of_a_tier_that_does_not_exist_comes_after_all_tiers_and_its_tier_denies()
    {
        Of("§" + Allow("none.a", "tier: none, ")).Reports("PE3011", Text.Severity.Warning).Allows("bank/web", "shop/web");
        Of(Scenario.CalicoPolicy("none.a", "{tier: none}")).Denies("bank/web", "shop/web", ingress: ReasonCode.TierDefaultDeny);
        Of(Scenario.CalicoPolicy("none.a", "{tier: none, ingress: [{action: Deny}]}"), Allow("b")).Allows("bank/web", "shop/web");
    }

    [Fact]
    public void A_tier_that_ends_with_pass_goes_on_and_one_that_ends_with_deny_does_not()
    {
        Of(Tier("first", "{order: 1, defaultAction: Pass}"), Scenario.CalicoPolicy("first.a", "{tier: first}"), Allow("b")).IsClean().Allows("bank/web", "shop/web");
        Of(Tier("first", "{order: 1, defaultAction: Deny}"), Scenario.CalicoPolicy("first.a", "{tier: first}"), Allow("b")).Denies("bank/web", "shop/web", ingress: ReasonCode.TierDefaultDeny);
        Of(Tier("first", "{order: 1}"), Scenario.CalicoPolicy("first.a", "{tier: first}"), Allow("b")).Denies("bank/web", "shop/web");
    }

    [Fact]
    public void Pass_leaves_the_tier_at_once() => Of(
        Tier("first", "{order: 1}"),
        Scenario.CalicoPolicy("first.a", "{tier: first, ingress: [{action: Pass}, {action: Deny}]}"),
        Scenario.CalicoPolicy("first.b", "{tier: first, ingress: [{action: Deny}]}"),
        Allow("c")).Allows("bank/web", "shop/web", ingress: ReasonCode.AdmittedByRule);

    [Fact]
    public void A_tier_whose_policies_do_not_govern_the_endpoint_or_direction_is_skipped()
    {
        Of(Tier("first", "{order: 10}"), Scenario.CalicoPolicy("first.a", "{tier: first, types: [Egress]}"), Allow("b")).Allows("bank/web", "shop/web");
        Of(Tier("first", "{order: 10}"), Scenario.CalicoPolicy("first.a", "{tier: first, selector: app == 'db'}")).Allows("bank/web", "shop/web").Denies("bank/web", "shop/db");
    }

    [Fact]
    public void Row_64_the_end_of_the_default_tier_hides_later_tiers() => Of(
        Scenario.GlobalPolicy("kube-baseline.a", "{tier: kube-baseline, ingress: [{action: Allow}]}"), Scenario.CalicoPolicy("b", "{}"))
        .Denies("bank/web", "shop/web")
        .Allows("shop/web", "bank/web", ingress: ReasonCode.AdmittedByRule);

    /// <summary>Calico treats a default action it does not know as Deny; its schema refuses it, so that it is not understood.</summary>
    [Theory]
    [InlineData("{order: 1, defaultAction: §pass}", "PE3004")]
    [InlineData("{order: §first}", "PE3002")]
    [InlineData("{order: 1, §defaultActoin: Pass}", "PE3001")]
    public void Row_55_a_tier_with_an_error_makes_its_policies_unknown(string spec, string code) => Of(
        Tier("first", spec), Scenario.CalicoPolicy("first.a", "{tier: first, selector: app == 'web'}"), Allow("b"))
        .Reports(code)
        .IsUnknown("bank/web", "shop/web")
        .Allows("bank/web", "shop/db");

    [Theory]
    [InlineData("Upper")]
    [InlineData("a.b")]
    public void A_tier_with_a_name_calico_refuses_is_reported(string name) => Scenario.Of("§" + Tier(name, "{order: 1}")).Reports("PE3016");

    [Theory]
    [InlineData("default", "{order: 5}")]
    [InlineData("default", "{defaultAction: Pass}")]
    [InlineData("kube-admin", "{order: 1000}")]
    public void The_built_in_tiers_cannot_be_changed(string name, string spec) =>
        Of("§" + Tier(name, spec), Scenario.CalicoPolicy("a", "{}")).Reports("PE3036").Denies("bank/web", "shop/web");

    [Fact]
    public void The_built_in_tiers_may_be_given_as_they_are() => Of(
        Tier("default", "{order: 1000000, defaultAction: Deny}"), Tier("kube-admin", "{order: 1000, defaultAction: Pass}")).IsClean();

    [Theory]
    [InlineData("tier: §5")]
    [InlineData("order: §ten")]
    [InlineData("order: §.inf")]
    public void A_policy_with_an_unreadable_place_may_come_before_anything(string field) => Of(
        Scenario.CalicoPolicy("b", $"{{{field}}}"), Tier("first", "{order: 1}"), Scenario.CalicoPolicy("first.a", "{tier: first, ingress: [{action: Allow}]}"))
        .Reports("PE3002")
        .IsUnknown("bank/web", "shop/web");

    [Fact]
    public void Row_56_a_tier_with_staged_policies_only_does_not_exist() => Of(
        Scenario.CalicoPolicy("a", "{ingress: [{action: Deny}]}", "StagedNetworkPolicy"),
        Scenario.GlobalPolicy("b", "{ingress: [{action: Deny}]}", "StagedGlobalNetworkPolicy"))
        .IsClean()
        .Allows("bank/web", "shop/web", ingress: ReasonCode.IngressNotIsolated);

    [Fact]
    public void Row_57_one_policy_in_force_beside_staged_ones_brings_the_end_of_the_tier() => Of(
        Scenario.CalicoPolicy("a", "{ingress: [{action: Allow}]}", "StagedNetworkPolicy"), Scenario.CalicoPolicy("b", "{}")).Denies("bank/web", "shop/web");

    [Theory]
    [InlineData("Set")]
    [InlineData("Learn")]
    [InlineData("Ignore")]
    public void Row_58_no_staged_action_enforces(string action) =>
        Of(Scenario.CalicoPolicy("a", $"{{stagedAction: {action}, ingress: [{{action: Deny}}]}}", "StagedNetworkPolicy")).IsClean().Allows("bank/web", "shop/web");

    [Fact]
    public void A_staged_deletion_leaves_the_enforced_policy_in_force() => Of(
        Deny("a"), Scenario.CalicoPolicy("a", "{stagedAction: Delete}", "StagedNetworkPolicy")).IsClean().Denies("bank/web", "shop/web");

    [Fact]
    public void A_staged_policy_with_an_error_is_reported_and_changes_nothing() =>
        Of(Scenario.CalicoPolicy("a", "{ingress: [{action: §deny}]}", "StagedNetworkPolicy")).Reports("PE3004").Allows("bank/web", "shop/web");


    [Theory]
    [InlineData("doNotTrack: true, applyOnForward: true")]
    [InlineData("preDNAT: true, applyOnForward: true")]
    public void Row_80_untracked_and_pre_dnat_policies_have_no_effect_on_pods(string flags) =>
        Scenario.Global($"{{{flags}, ingress: [{{action: Deny}}]}}").IsClean().Allows("bank/web", "shop/web", ingress: ReasonCode.IngressNotIsolated);

    [Fact]
    public void An_apply_on_forward_policy_is_a_normal_one_for_pods() => Scenario.Global("{applyOnForward: yes, ingress: [{action: Deny}]}").IsClean().Denies("bank/web", "shop/web");

    [Theory]
    [InlineData("{doNotTrack: true, preDNAT: true, applyOnForward: true}")]
    [InlineData("{doNotTrack: true}")]
    [InlineData("{preDNAT: true}")]
    public void Row_81_stages_that_exclude_each_other_or_lack_apply_on_forward_are_refused(string spec) => Scenario.Global(spec)
        .ReportsOnly("PE3032")
        .Allows("bank/web", "shop/web");

    [Theory]
    [InlineData("{preDNAT: true, applyOnForward: true, egress: §[{action: Deny}]}")]
    [InlineData("{preDNAT: true, applyOnForward: true, types: §[Egress]}")]
    public void Row_82_a_pre_dnat_policy_has_no_egress(string spec) => Scenario.Global(spec).Reports("PE3032").Allows("shop/web", "192.0.2.1");

    [Theory]
    [InlineData("doNotTrack")]
    [InlineData("namespaceSelector")]
    [InlineData("stagedAction")]
    public void Fields_of_other_kinds_are_refused_in_a_network_policy(string field) => Scenario.Calico($"{{§{field}: all()}}").Reports("PE3001").IsUnknown("bank/web", "shop/web");

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("Upper")]
    public void A_policy_with_a_name_calico_refuses_means_what_it_says_all_the_same(string name) =>
        Of(Deny(name).Replace("name: ", "name: §", StringComparison.Ordinal)).Reports("PE3016").Denies("bank/web", "shop/web");

    [Fact]
    public void A_policy_that_calico_copied_from_kubernetes_keeps_its_long_name() => Of(Allow("knp.default.a.b.c")).IsClean();
}
