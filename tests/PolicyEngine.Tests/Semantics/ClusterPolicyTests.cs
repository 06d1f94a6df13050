using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Semantics;

/// <summary>ClusterNetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy.</summary>
public sealed class ClusterPolicyTests
{
    private const string DenyShop = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
    private const string All = "[{namespaces: {}}]";

    private static string Policy(string name, string rules, string tier = "Admin", int priority = 10, string subject = "{namespaces: {}}") => $$"""
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: {{name}}}
        spec: {tier: {{tier}}, priority: {{priority}}, subject: {{subject}}, {{rules}}}
        """;

    private static Scenario Of(params string[] documents) => Scenario.Of(Scenario.Documents(documents));

    private static string From(string action, string peers = All, string more = "") => $"ingress: [{{action: {action}, from: {peers}{more}}}]";

    private static string To(string action, string peers = All, string more = "") => $"egress: [{{action: {action}, to: {peers}{more}}}]";

    [Fact]
    public void Row_40_admin_accept_wins_over_a_network_policy() => Of(
        Policy("a", From("Accept")), Scenario.KubernetesPolicy("d", DenyShop)).IsClean().Allows("bank/web", "shop/web", ingress: ReasonCode.AdmittedByRule);

    [Fact]
    public void Row_41_admin_deny_wins_over_a_network_policy() => Of(
        Policy("a", From("Deny")), Scenario.KubernetesPolicy("d", "{podSelector: {}, ingress: [{}]}")).Denies("bank/web", "shop/web", ingress: ReasonCode.DeniedByRule);

    [Fact]
    public void Row_42_pass_leaves_the_tier_with_all_its_policies() => Of(
        Policy("a", From("Pass")), Policy("b", From("Deny"), priority: 20), Scenario.KubernetesPolicy("d", "{podSelector: {}, ingress: [{}]}")).Allows("bank/web", "shop/web");

    [Fact]
    public void Row_43_after_pass_without_network_policy_the_baseline_decides() => Of(
        Policy("a", From("Pass")), Policy("b", From("Deny"), tier: "Baseline")).Denies("bank/web", "shop/web");

    [Fact]
    public void Row_44_a_network_policy_that_does_not_match_shields_the_baseline() => Of(
        Policy("a", From("Pass")), Scenario.KubernetesPolicy("d", DenyShop), Policy("b", From("Accept"), tier: "Baseline")).Denies("bank/web", "shop/web");

    [Fact]
    public void Row_45_without_a_match_in_admin_the_network_policy_decides() => Of(
        Policy("a", From("Deny", "[{namespaces: {matchLabels: {team: none}}}]")), Scenario.KubernetesPolicy("d", "{podSelector: {}, ingress: [{}]}"), Policy("b", From("Deny"), tier: "Baseline"))
        .Allows("bank/web", "shop/web");

    [Fact]
    public void Row_46_a_network_policy_of_one_direction_leaves_the_other_to_the_baseline() => Of(
        Scenario.KubernetesPolicy("d", "{podSelector: {}, policyTypes: [Egress]}"), Policy("b", From("Deny"), tier: "Baseline")).Denies("bank/web", "shop/web").Denies("bank/web", "bank/db");

    [Fact]
    public void Row_47_pass_in_the_baseline_leads_to_the_default() => Of(
        Policy("a", From("Pass"), tier: "Baseline", priority: 1), Policy("b", From("Deny"), tier: "Baseline", priority: 2)).Allows("bank/web", "shop/web");

    [Fact]
    public void Row_48_smaller_priorities_come_first() => Of(
        Policy("z", From("Accept"), priority: 0), Policy("a", From("Deny"), priority: 1000)).Allows("bank/web", "shop/web");

    [Fact]
    public void Row_49_of_two_rules_the_earlier_decides() => Of(
        Policy("a", $"ingress: [{{action: Accept, from: {All}}}, {{action: Deny, from: {All}}}]")).Allows("bank/web", "shop/web");

    [Fact]
    public void Row_51_a_cluster_policy_does_not_isolate() => Of(
        Policy("a", From("Accept", more: ", protocols: [{tcp: {destinationPort: {number: 80}}}]"))).Allows("bank/web", "shop/web", "tcp/81");

    [Fact]
    public void Row_52_ingress_peers_are_pods_and_no_outside_addresses() => Of(Policy("a", From("Deny"))).Allows("203.0.113.7", "shop/web");

    [Fact]
    public void Row_53_networks_match_pods_too() => Of(Policy("a", To("Deny", "[{networks: [0.0.0.0/0]}]")))
        .Denies("shop/web", "bank/web").Denies("shop/web", "203.0.113.7").Allows("shop/web", "2001:db8::1");

    [Fact]
    public void Row_54_an_accept_before_it_exempts_one_pod() => Of(
        Policy("a", "egress: [{action: Accept, to: [{networks: [10.0.1.1/32]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]"))
        .Allows("shop/web", "bank/web").Denies("shop/web", "bank/db");

    /// <summary>The schema's rule (CEL <c>isCIDR</c>) is stricter than the reader of NetworkPolicies.</summary>
    [Theory]
    [InlineData("\"::ffff:10.0.1.0/120\"")]
    [InlineData("\"::ffff:a00:100/120\"")]
    [InlineData("\"::ffff:1.2.3.4/20\"")]
    [InlineData("\"::ffff:0:0/0\"")]
    [InlineData("10.0.01.0/24")]
    [InlineData("10.0.1.0/08")]
    [InlineData("10.0.1.1")]
    [InlineData("\"\"")]
    public void Networks_the_schema_refuses_make_the_rule_unknown(string network) =>
        Of(Policy("a", To("Deny", $"[{{networks: [§{network}]}}]"))).Reports("PE3006").IsUnknown("shop/web", "bank/web");

    [Fact]
    public void Networks_of_the_older_kind_have_no_ipv4_in_ipv6() =>
        Of(AdminText("egress: [{action: Deny, to: [{networks: [§\"::ffff:10.0.1.0/120\"]}]}]")).Reports("PE3006").IsUnknown("shop/web", "bank/web");

    [Theory]
    [InlineData("10.0.1.1/16")]
    [InlineData("0.0.0.0/0")]
    public void Networks_with_host_bits_are_masked(string network) => Of(Policy("a", To("Deny", $"[{{networks: [{network}]}}]"))).Denies("shop/web", "bank/web");

    [Theory]
    [InlineData("\"00ff::1/8\"")]
    [InlineData("\"::/0\"")]
    public void Groups_of_ipv6_addresses_may_have_leading_zeros(string network) =>
        Assert.DoesNotContain(Of(Policy("a", To("Deny", $"[{{networks: [{network}]}}]"))).Loaded.Diagnostics, one => one.Severity == Text.Severity.Error);

    [Theory]
    [InlineData("protocols: [{tcp: §{}}]", "PE3003")]
    [InlineData("protocols: §[]", "PE3030")]
    [InlineData("protocols: [{tcp: {destinationPort: {range: §{start: 80, end: 80}}}}]", "PE3041")]
    [InlineData("protocols: [{tcp: {destinationPort: {number: §0}}}]", "PE3005")]
    [InlineData("protocols: [{tcp: {destinationPort: §{number: 1, range: {start: 1, end: 2}}}}]", "PE3005")]
    [InlineData("protocols: [§{destinationNamedPort: a, tcp: {destinationPort: {number: 1}}}]", "PE3005")]
    public void Rows_57_and_58_ports_the_api_refuses_make_the_rule_unknown(string protocols, string code) =>
        Of(Policy("a", $"ingress: [{{action: Deny, from: {All}, {protocols}}}]")).Reports(code).IsUnknown("bank/web", "shop/web");

    [Fact]
    public void Row_58_a_range_of_one_port_is_taken_in_the_older_version() => Admin($"ingress: [{{action: Deny, from: {All}, ports: [{{portRange: {{start: 80, end: 80}}}}]}}]")
        .IsClean().Denies("bank/web", "shop/web").Allows("bank/web", "shop/web", "tcp/81");

    [Fact]
    public void A_named_port_is_any_protocols_on_the_destination() => Of(
        Policy("a", From("Deny", more: ", protocols: [{destinationNamedPort: dns}, {destinationNamedPort: http}]")))
        .Denies("bank/web", "shop/web", "udp/53").Denies("bank/web", "shop/web", "tcp/80").Denies("bank/web", "shop/web", "tcp/81").Allows("bank/web", "shop/web", "tcp/53").Allows("bank/web", "bank/db");

    [Fact]
    public void Row_62_the_baseline_policy_is_named_default() => Of("""
        apiVersion: policy.networking.k8s.io/v1alpha1
        kind: BaselineAdminNetworkPolicy
        metadata: {name: other}
        spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
        """.Replace("apiVersion", "§apiVersion", StringComparison.Ordinal)).Reports("PE3016").IsUnknown("bank/web", "shop/web");

    [Fact]
    public void Row_63_a_peer_that_says_nothing_makes_a_deny_rule_deny_everything() => Of(
        Policy("a", From("Deny", "[§{}]"))).Under(EnforcementProfile.Kubernetes).Reports("PE3008").Denies("203.0.113.7", "shop/web");

    [Fact]
    public void Row_64_subject_pods_without_namespace_selector_live_anywhere() => Of(
        Policy("a", From("Deny"), subject: "{pods: {podSelector: {matchLabels: {app: db}}}}")).IsClean().Denies("bank/web", "shop/db").Denies("shop/web", "bank/db").Allows("bank/web", "shop/web");

    [Fact]
    public void Row_64_the_older_version_asks_for_the_namespace_selector() =>
        Of(AdminText($"ingress: [{{action: Deny, from: {All}}}]", "{pods: §{podSelector: {}}}")).Reports("PE3026", Severity.Warning).Denies("bank/web", "shop/web");

    [Fact]
    public void A_pod_selector_left_out_selects_every_pod() => Of(Policy("a", From("Deny", "[{pods: §{namespaceSelector: {matchLabels: {team: blue}}}}]")))
        .Reports("PE3026", Severity.Warning).Denies("bank/web", "shop/web").Allows("shop/db", "shop/web");

    [Fact]
    public void Row_65_traffic_of_a_pod_to_itself_is_not_judged() => Of(Policy("a", From("Deny"))).IsNotApplicable("shop/web", "shop/web");

    [Fact]
    public void Nodes_are_their_addresses_under_the_api()
    {
        Scenario scenario = Of(
            Policy("a", To("Deny", "[{nodes: {matchLabels: {role: edge}}}]")),
            "{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {role: edge}}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}, {type: ExternalIP, address: 198.51.100.1}]}}",
            "{apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}}").Under(EnforcementProfile.Kubernetes);
        scenario.Denies("shop/web", "192.168.0.1").Denies("shop/web", "198.51.100.1").Allows("shop/web", "192.168.0.2").Allows("shop/web", "bank/web");
    }

    [Fact]
    public void Row_59_a_name_of_a_port_means_nothing_on_addresses_under_the_api()
    {
        const string rules = "egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}], protocols: [{destinationNamedPort: http}]}]";
        const string pod = "{apiVersion: v1, kind: Pod, metadata: {name: named, namespace: shop}, spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.0.8.8}}";
        Scenario scenario = Of(Policy("a", rules), pod);
        scenario.Denies("shop/web", "shop/named", "tcp/8080");
        scenario.Under(EnforcementProfile.Kubernetes).Allows("shop/web", "shop/named", "tcp/8080");
    }

    [Fact]
    public void Domain_names_leave_outside_addresses_open_and_no_pod_matches()
    {
        Scenario scenario = Of(
            Policy("a", $"egress: [{{action: Accept, to: [{{domainNames: [\"*.example.com\"]}}]}}, {{action: Deny, to: [{{networks: [0.0.0.0/0]}}]}}]")).Under(EnforcementProfile.Kubernetes);
        scenario.IsUnknown("shop/web", "203.0.113.7", egress: ReasonCode.DnsSnapshotMissing).Denies("shop/web", "bank/web");
    }

    [Fact]
    public void An_admin_policy_is_judged_as_a_cluster_policy() => Admin($"ingress: [{{action: Allow, from: {All}, ports: [{{portNumber: {{port: 80}}}}]}}, {{action: Deny, from: {All}}}]")
        .IsClean().Allows("bank/web", "shop/web").Denies("bank/web", "shop/web", "udp/80");

    [Fact]
    public void The_older_shape_of_peers_is_not_understood() =>
        Admin("ingress: [{action: Deny, from: [{namespaces: §{sameLabels: [team]}}]}]").Reports("PE3008").IsUnknown("bank/web", "shop/web");

    [Theory]
    [InlineData("Allow")]
    [InlineData("accept")]
    public void An_action_of_another_version_makes_the_rule_unknown(string action) =>
        Of(Policy("a", $"ingress: [{{action: §{action}, from: {All}}}]")).Reports("PE3029").IsUnknown("bank/web", "shop/web");

    [Theory]
    [InlineData("priority: §1001", "PE3029")]
    [InlineData("priority: §-1", "PE3029")]
    [InlineData("tier: §Custom", "PE3029")]
    [InlineData("subject: §{namespaces: {}, pods: {podSelector: {}}}", "PE3008")]
    [InlineData("subject: §{}", "PE3008")]
    public void A_policy_whose_place_or_subject_is_not_understood_may_do_anything(string field, string code)
    {
        string[] fields = ["tier: Admin", "priority: 1", "subject: {namespaces: {}}"];
        string name = field[..field.IndexOf(':', StringComparison.Ordinal)];
        string spec = string.Join(", ", fields.Select(given => given.StartsWith(name, StringComparison.Ordinal) ? field : given));
        Of($"{{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {{name: a}}, spec: {{{spec}}}}}")
            .Reports(code).IsUnknown("bank/web", "shop/web");
    }

    [Fact]
    public void Row_50_equal_priorities_that_decide_differently_are_ambiguous_under_the_api()
    {
        Scenario scenario = Of(
            Policy("a", From("Accept", more: ", protocols: [{tcp: {destinationPort: {range: {start: 80, end: 90}}}}]")),
            Policy("b", From("Deny", more: ", protocols: [{tcp: {destinationPort: {range: {start: 85, end: 95}}}}]"))).Under(EnforcementProfile.Kubernetes);
        scenario.Allows("bank/web", "shop/web", "tcp/80").Denies("bank/web", "shop/web", "tcp/95").Allows("bank/web", "shop/web", "tcp/96")
            .IsAmbiguous("bank/web", "shop/web", "tcp/85", ingress: ReasonCode.PriorityTie);
    }

    [Fact]
    public void Row_50_calico_breaks_ties_by_name() => Of(Policy("b", From("Deny")), Policy("a", From("Accept"))).Allows("bank/web", "shop/web");

    [Fact]
    public void A_tie_that_ends_the_same_either_way_is_none() => Of(
        Policy("a", From("Pass")), Policy("b", From("Accept"))).Under(EnforcementProfile.Kubernetes).Allows("bank/web", "shop/web");

    [Fact]
    public void A_pass_that_may_come_first_is_ambiguous_where_later_tiers_deny() => Of(
        Policy("a", From("Pass")), Policy("b", From("Accept")), Scenario.KubernetesPolicy("d", DenyShop)).Under(EnforcementProfile.Kubernetes)
        .IsAmbiguous("bank/web", "shop/web").Allows("bank/web", "bank/db");

    [Fact]
    public void Of_three_tied_policies_any_may_decide() => Of(
        Policy("a", From("Accept", "[{pods: {podSelector: {matchLabels: {app: db}}}}]")), Policy("b", From("Deny", "[{pods: {podSelector: {matchLabels: {app: web}}}}]")), Policy("c", From("Deny")))
        .Under(EnforcementProfile.Kubernetes).IsAmbiguous("bank/db", "shop/web").Denies("bank/web", "shop/web");

    private static string AdminText(string rules, string subject = "{namespaces: {}}") => $$"""
        apiVersion: policy.networking.k8s.io/v1alpha1
        kind: AdminNetworkPolicy
        metadata: {name: a}
        spec: {priority: 10, subject: {{subject}}, {{rules}}}
        """;

    private static Scenario Admin(string rules) => Of(AdminText(rules));
}
