using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>Corner cases of Calico's tiers and types with their outcome.</summary>
public sealed class CalicoCornerCaseTests
{
    private static readonly SelectorExpression s_server = new Compare("app", "==", "server");
    private static readonly CalicoPolicy s_deny = new(null, "p") { Selector = s_server, Types = ["Ingress"], Ingress = [new CalicoRule("Deny")] };
    private static readonly CalicoPolicy s_allow = s_deny with { Ingress = [new CalicoRule("Allow")] };
    private static readonly CalicoPolicy s_pass = s_deny with { Ingress = [new CalicoRule("Pass")] };

    [Fact]
    public void A_tier_that_does_not_exist_comes_last_and_denies()
    {
        Empty.AndCalico(s_allow with { Tier = "ghost", Ingress = [] }).Denies(A, Server);
        Empty.AndCalico(s_allow with { Tier = "ghost" }, s_deny with { Name = "q", Tier = "kube-baseline" }).Denies(A, Server);
    }

    [Fact]
    public void A_tier_without_order_goes_by_name_next_to_the_default_tier()
    {
        World world = Empty.AndCalico(s_allow with { Tier = "aaa" }, s_deny with { Name = "q" });
        (world with { Tiers = [new TierObject("aaa", null, "Deny")] }).Allows(A, Server);
        World later = Empty.AndCalico(s_allow with { Tier = "zzz" }, s_deny with { Name = "q" });
        (later with { Tiers = [new TierObject("zzz", null, "Deny")] }).Denies(A, Server);
    }

    [Fact]
    public void A_tier_that_does_not_say_denies() =>
        (Empty.AndCalico(s_allow with { Tier = "t", Ingress = [] }) with { Tiers = [new TierObject("t", 10, null)] }).Denies(A, Server);

    [Fact]
    public void A_policy_without_rules_denies_all_of_its_direction() => Empty.AndCalico(s_deny with { Ingress = null }).Denies(A, Server);

    [Fact]
    public void Rules_of_a_direction_not_in_types_are_ignored() =>
        Empty.AndCalico(s_allow with { Egress = [new CalicoRule("Deny")] }).Allows(Server, A);

    [Fact]
    public void Without_types_egress_rules_beside_an_empty_ingress_govern_egress_alone() =>
        Empty.AndCalico(s_deny with { Types = null, Ingress = [], Egress = [new CalicoRule("Deny")] }).Allows(A, Server);

    [Fact]
    public void Passing_the_last_tier_leaves_it_to_the_profiles() => Empty.AndCalico(s_pass with { Tier = "kube-baseline" }).Allows(A, Server);

    [Fact]
    public void What_the_default_tier_ends_never_reaches_baseline() =>
        Empty.AndCalico(s_allow with { Ingress = [] }, s_allow with { Name = "q", Tier = "kube-baseline" }).Denies(A, Server);
}
