using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>What staged policies would change: the pending verdict beside the enforced one.</summary>
public sealed class StagedPolicyTests
{
    private const string DenyAll = "{ingress: [{action: Deny}]}";
    private const string AllowAll = "{ingress: [{action: Allow}]}";

    private static string Staged(string name, string spec) => Scenario.CalicoPolicy(name, spec, "StagedNetworkPolicy");

    [Fact]
    public void A_staged_policy_decides_the_pending_verdict_only() =>
        Scenario.Of(Staged("a", DenyAll)).IsClean().Allows("bank/web", "shop/web").Pending.Denies("bank/web", "shop/web");

    [Fact]
    public void Without_staged_policies_the_pending_snapshot_is_the_snapshot_itself()
    {
        PolicySnapshot snapshot = Scenario.Calico(DenyAll).Loaded.Snapshot;
        Assert.Same(snapshot, snapshot.Pending);
        PolicySnapshot staged = Scenario.Of(Staged("a", DenyAll)).Loaded.Snapshot;
        Assert.NotSame(staged, staged.Pending);
        Assert.Same(staged.Pending, staged.Pending.Pending);
    }

    [Fact]
    public void Set_takes_the_place_of_the_policy_of_its_name() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("a", DenyAll), Staged("a", AllowAll))).Denies("bank/web", "shop/web").Pending.Allows("bank/web", "shop/web");

    [Fact]
    public void A_policy_of_another_name_stays() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("a", DenyAll), Staged("b", AllowAll))).Denies("bank/web", "shop/web").Pending.Denies("bank/web", "shop/web");

    [Fact]
    public void Delete_takes_the_policy_of_its_name_away() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("a", DenyAll), Staged("a", "{stagedAction: Delete}"))).IsClean().Denies("bank/web", "shop/web").Pending.Allows("bank/web", "shop/web");

    [Fact]
    public void A_deletion_says_nothing_else() =>
        Scenario.Of(Staged("a", "{stagedAction: Delete, §selector: all()}")).Reports("PE3037", hint: "deletion");

    [Fact]
    public void Ignore_counts_as_set() => Scenario.Of(Staged("a", "{stagedAction: Ignore, ingress: [{action: Deny}]}")).Pending.Denies("bank/web", "shop/web");

    [Fact]
    public void Learn_counts_as_set() => Scenario.Of(Staged("a", "{stagedAction: Learn, ingress: [{action: Deny}]}")).Pending.Denies("bank/web", "shop/web");

    [Fact]
    public void An_unknown_action_is_reported() => Scenario.Of(Staged("a", "{stagedAction: §set}")).Reports("PE3004");

    [Fact]
    public void A_staged_policy_brings_the_end_of_its_tier_once_applied() => Scenario.Of(Staged("a", "{types: [Ingress]}"))
        .Allows("bank/web", "shop/web").Pending.Denies("bank/web", "shop/web", ingress: ReasonCode.TierDefaultDeny);

    [Fact]
    public void A_staged_global_policy_stands_for_a_global_one() => Scenario.Of(Scenario.Documents(
        Scenario.GlobalPolicy("a", DenyAll), Scenario.GlobalPolicy("a", "{stagedAction: Delete}", "StagedGlobalNetworkPolicy")))
        .Denies("bank/web", "shop/web").Pending.Allows("bank/web", "shop/web");

    [Fact]
    public void A_staged_kubernetes_policy_stands_for_a_kubernetes_one() => Scenario.Of(Scenario.Documents(
        Scenario.KubernetesPolicy("a", "{podSelector: {}}"), StagedKubernetes("a", "{podSelector: {}, ingress: [{}]}")))
        .IsClean().Denies("bank/web", "shop/web").Pending.Allows("bank/web", "shop/web");

    [Theory]
    [InlineData("{podSelector: {}}", true, false)]
    [InlineData("{podSelector: {}, egress: []}", true, true)]
    [InlineData("{podSelector: {}, egress: [{}]}", true, false)]
    [InlineData("{podSelector: {}, policyTypes: [Egress]}", false, true)]
    public void Types_of_a_staged_kubernetes_policy_default_to_egress_where_it_is_written(string spec, bool deniesIngress, bool deniesEgress)
    {
        Scenario pending = Scenario.Of(StagedKubernetes("a", spec)).Pending;
        _ = deniesIngress ? pending.Denies("bank/web", "shop/web") : pending.Allows("bank/web", "shop/web");
        _ = deniesEgress ? pending.Denies("shop/web", "bank/web") : pending.Allows("shop/web", "bank/web");
    }

    [Fact]
    public void A_staged_kubernetes_policy_that_is_not_understood_can_only_allow() => Scenario.Of(Scenario.Documents(
        StagedKubernetes("a", "{podSelector: {}, policyTypes: [Inbound]}"), StagedKubernetes("b", "{podSelector: {}, ingress: [{}]}")))
        .Pending.Allows("bank/web", "shop/web").IsUnknown("shop/web", "bank/web");

    private static string StagedKubernetes(string name, string spec) => $$"""
        apiVersion: projectcalico.org/v3
        kind: StagedKubernetesNetworkPolicy
        metadata: {name: {{name}}, namespace: shop}
        spec: {{spec}}
        """;
}
