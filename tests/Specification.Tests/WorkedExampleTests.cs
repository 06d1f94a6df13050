using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>The worked examples of Calico's evaluation order; what a ClusterNetworkPolicy says there, a global policy in its tier says here.</summary>
public sealed class WorkedExampleTests
{
    private static readonly SelectorExpression s_server = new Compare("app", "==", "server");

    [Fact]
    public void Without_policies_the_profile_allows() => Empty.Allows(A, Server);

    [Fact]
    public void A_kubernetes_policy_without_rules_denies() => With(Ingress()).Denies(A, Server);

    [Fact]
    public void An_earlier_calico_policy_denies_first() =>
        With(Ingress(From(PodsOf("a")))).AndCalico(Deny("p") with { Order = 10 }).Denies(A, Server);

    [Fact]
    public void A_later_calico_policy_denies_too_late() =>
        With(Ingress(From(PodsOf("a")))).AndCalico(Deny("p") with { Order = 2000 }).Allows(A, Server);

    [Fact]
    public void A_policy_without_order_still_comes_before_the_end_of_the_tier() =>
        With(Ingress(From(PodsOf("a")))).AndCalico(Deny("p")).Denies(B, Server);

    [Fact]
    public void A_policy_without_order_may_still_allow() =>
        With(Ingress(From(PodsOf("a")))).AndCalico(Deny("p") with { Ingress = [new CalicoRule("Allow")] }).Allows(B, Server);

    [Fact]
    public void Passing_leaves_the_tier_for_the_profile() =>
        With(Ingress()).AndCalico(FromTeam("Pass", "y", "default", 1)).Allows(Stranger, Server);

    [Fact]
    public void An_admin_denial_comes_before_an_allow() =>
        With(Ingress(From(new KubernetesPeer(null, LabelSelector.Everything, null)))).AndCalico(FromTeam("Deny", "y", "kube-admin", 5)).Denies(Stranger, Server);

    [Fact]
    public void An_admin_allow_comes_before_isolation() =>
        With(Ingress()).AndCalico(FromTeam("Allow", "y", "kube-admin", 5)).Allows(Stranger, Server);

    [Fact]
    public void A_baseline_denial_decides_where_nothing_else_does() =>
        Empty.AndCalico(Deny("p") with { Tier = "kube-baseline" }).Denies(A, Server);

    [Fact]
    public void An_allow_in_the_default_tier_keeps_the_baseline_away() =>
        With(Ingress(From(PodsOf("a")))).AndCalico(Deny("p") with { Tier = "kube-baseline" }).Allows(A, Server);

    [Fact]
    public void A_tier_with_egress_policies_alone_is_skipped_for_ingress() =>
        InTier(new CalicoPolicy(null, "p") { Tier = "t", Selector = s_server, Types = ["Egress"] }).Allows(A, Server);

    [Fact]
    public void A_tier_denies_what_its_policies_do_not_allow()
    {
        World world = InTier(new CalicoPolicy(null, "p")
        {
            Tier = "t",
            Selector = s_server,
            Ingress = [new CalicoRule("Allow") { Protocol = "TCP", Destination = new CalicoSide { Ports = ["80"] } }],
        });
        world.Denies(A, Server, 443);
        world.Allows(A, Server, 80);
    }

    [Fact]
    public void A_staged_denial_denies_nothing() => Empty.AndCalico(Deny("p") with { Staged = true }).Allows(A, Server);

    private static World InTier(CalicoPolicy policy) => Empty.AndCalico(policy) with { Tiers = [new TierObject("t", 10, "Deny")] };

    private static CalicoPolicy Deny(string name) => new("ns1", name) { Selector = s_server, Ingress = [new CalicoRule("Deny")] };

    private static CalicoPolicy FromTeam(string action, string team, string tier, double order) => new(null, "p")
    {
        Tier = tier,
        Order = order,
        Selector = s_server,
        Ingress = [new CalicoRule(action) { Source = new CalicoSide { NamespaceSelector = new Compare("team", "==", team) } }],
    };
}
