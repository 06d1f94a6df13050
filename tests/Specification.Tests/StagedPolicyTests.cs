using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>What staged policies do now, which is nothing, and what they would do.</summary>
public sealed class StagedPolicyTests
{
    private static readonly SelectorExpression s_server = new Compare("app", "==", "server");
    private static readonly CalicoPolicy s_deny = new("ns1", "p") { Selector = s_server, Types = ["Ingress"], Ingress = [new CalicoRule("Deny")] };
    private static readonly CalicoPolicy s_allow = s_deny with { Ingress = [new CalicoRule("Allow")] };
    private static readonly KubernetesPolicy s_stagedIsolation = Ingress() with { Staged = true };

    [Fact]
    public void A_tier_of_staged_policies_alone_does_not_end()
    {
        World world = Empty.AndCalico(s_deny with { Ingress = [], Staged = true });
        world.Allows(A, Server);
        world.WillDeny(A, Server);
    }

    [Fact]
    public void Next_to_an_enforced_policy_a_staged_one_is_skipped_and_the_tier_ends()
    {
        World world = Empty.AndCalico(s_allow with { Order = 1, Staged = true }, s_deny with { Name = "q", Ingress = [] });
        world.Denies(A, Server);
        world.WillAllow(A, Server);
    }

    [Theory]
    [InlineData(null, SpecifiedOutcome.Denied)]
    [InlineData("Set", SpecifiedOutcome.Denied)]
    [InlineData("Learn", SpecifiedOutcome.Denied)]
    [InlineData("Ignore", SpecifiedOutcome.Denied)]
    public void No_staged_action_is_enforced_and_all_are_pending(string? action, SpecifiedOutcome pending)
    {
        World world = Empty.AndCalico(s_deny with { Staged = true, StagedAction = action });
        world.Allows(A, Server);
        world.ExpectPending(pending, A, Server);
    }

    [Fact]
    public void A_staged_policy_replaces_the_one_of_its_name()
    {
        World world = Empty.AndCalico(s_deny, s_allow with { Staged = true });
        world.Denies(A, Server);
        world.WillAllow(A, Server);
    }

    [Fact]
    public void A_policy_of_another_kind_is_not_replaced()
    {
        World world = Empty.AndCalico(s_deny with { Order = 1 }, s_allow with { Namespace = null, Order = 2, Staged = true });
        world.WillDeny(A, Server);
        (world with { KubernetesPolicies = [Ingress(new KubernetesRule([], [])) with { Name = "p", Staged = true }] }).WillDeny(A, Server);
    }

    [Fact]
    public void What_is_staged_for_deletion_is_gone()
    {
        World world = Empty.AndCalico(s_deny, new CalicoPolicy("ns1", "p") { Staged = true, StagedAction = "Delete" });
        world.Denies(A, Server);
        world.WillAllow(A, Server);
        World kubernetes = With(Ingress(), new KubernetesPolicy("ns1", "k") { Staged = true, StagedAction = "Delete" });
        kubernetes.Denies(A, Server);
        kubernetes.WillAllow(A, Server);
    }

    [Fact]
    public void A_staged_kubernetes_policy_replaces_the_kubernetes_policy()
    {
        World world = With(Ingress(new KubernetesRule([], [])), s_stagedIsolation);
        world.Allows(A, Server);
        world.WillDeny(A, Server);
    }

    [Fact]
    public void A_staged_kubernetes_policy_has_order_1000()
    {
        World world = With(Ingress(From(PodsOf("a"))) with { Staged = true });
        (world.AndCalico(s_deny with { Order = 999 })).WillDeny(A, Server);
        (world.AndCalico(s_deny with { Order = 1001 })).WillAllow(A, Server);
    }

    [Fact]
    public void A_staged_policy_is_ordered_by_its_own_kind()
    {
        CalicoPolicy stagedAllow = s_allow with { Order = 1000, Staged = true };
        KubernetesPolicy open = Ingress(new KubernetesRule([], [])) with { Name = "p" };
        (With(open).AndCalico(s_deny with { Order = 1000, Staged = true })).WillAllow(A, Server);
        (With(open with { Staged = true }).AndCalico(s_deny with { Order = 1000 })).WillDeny(A, Server);
        (With(open with { Staged = true }).AndCalico(s_deny with { Order = 1000, Staged = true })).WillAllow(A, Server);
        (Empty.AndCalico(stagedAllow, s_deny with { Namespace = null, Order = 1000 })).WillDeny(A, Server);
    }
}
