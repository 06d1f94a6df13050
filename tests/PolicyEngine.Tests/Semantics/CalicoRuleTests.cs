using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Actions, ports, protocols, address lists and families of Calico's rules.</summary>
public sealed class CalicoRuleTests
{
    private static Scenario Rules(string rules) => Scenario.Calico($"selector: app == 'db' || app == 'web'\ningress:\n{rules}");

    private static Scenario Allow(string rule) => Rules($"- {{action: Allow, {rule}}}");

    [Fact]
    public void Allow_accepts_and_stops_and_deny_denies_and_stops() => Rules("""
        - {action: Allow, protocol: TCP, destination: {ports: [80]}}
        - {action: Deny, protocol: TCP}
        - {action: Allow}
        """).IsClean()
        .Allows("bank/web", "shop/db", "tcp/80", ingress: ReasonCode.AdmittedByRule)
        .Denies("bank/web", "shop/db", "tcp/81", ingress: ReasonCode.DeniedByRule)
        .Allows("bank/web", "shop/db", "udp/81");

    [Fact]
    public void Row_94_log_is_no_verdict() => Rules("- {action: Log}").IsClean().Denies("bank/web", "shop/db", ingress: ReasonCode.TierDefaultDeny);

    [Fact]
    public void Log_goes_on_with_the_next_rule() => Rules("- {action: Log}\n- {action: Allow}").Allows("bank/web", "shop/db");

    [Fact]
    public void Row_63_pass_in_the_last_tier_leaves_the_decision_to_the_profiles() => Rules("- {action: Pass}\n- {action: Deny}")
        .IsClean()
        .Allows("bank/web", "shop/db", ingress: ReasonCode.ProfileAllow);

    [Theory]
    [InlineData("- {action: §allow}", "PE3004")]
    [InlineData("- {action: §\"\"}", "PE3004")]
    [InlineData("- §{protocol: TCP}", "PE3003")]
    [InlineData("- {action: §1}", "PE3002")]
    [InlineData("- §deny", "PE3002")]
    [InlineData("- §null", "PE3002")]
    public void Row_101_an_action_that_is_not_understood_may_be_any(string rule, string code)
    {
        Rules(rule).Reports(code).ReportsOnly(code).IsUnknown("bank/web", "shop/db", ingress: ReasonCode.PolicyNotUnderstood);
        Rules($"{rule}\n- {{action: Allow}}").IsUnknown("bank/web", "shop/db");
        Rules($"{rule}\n- {{action: Deny}}").IsUnknown("bank/web", "shop/db");
    }

    [Fact]
    public void A_rule_with_an_error_cannot_change_what_is_decided_either_way() => Rules("- {action: Deny, protocol: §tcp}\n- {action: Deny}")
        .Reports("PE3028")
        .Denies("bank/web", "shop/db");

    [Theory]
    [InlineData("TCP", "tcp/1")]
    [InlineData("UDP", "udp/1")]
    [InlineData("SCTP", "sctp/1")]
    [InlineData("ICMP", "icmp/8/0")]
    [InlineData("UDPLite", "udplite")]
    [InlineData("6", "tcp/1")]
    [InlineData("\"6\"", "tcp/1")]
    [InlineData("47", "47")]
    [InlineData("0x2f", "47")]
    public void Protocols_are_given_by_name_or_number(string protocol, string traffic)
    {
        Allow($"protocol: {protocol}").IsClean().Allows("bank/web", "shop/db", traffic).Denies("bank/web", "shop/db", "50");
        Allow($"notProtocol: {protocol}").IsClean().Denies("bank/web", "shop/db", traffic).Allows("bank/web", "shop/db", "50");
    }

    /// <summary>Stored without that check, the rule would work.</summary>
    [Fact]
    public void Row_33_a_protocol_in_lower_case_is_refused() => Allow("protocol: §tcp").Reports("PE3028").ReportsOnly("PE3028").IsUnknown("bank/web", "shop/db");

    [Theory]
    [InlineData("protocol: §0")]
    [InlineData("protocol: §256")]
    [InlineData("protocol: §\"256\"")]
    [InlineData("notProtocol: §Icmp")]
    public void Other_protocols_are_refused(string rule) => Allow(rule).Reports("PE3028").IsUnknown("bank/web", "shop/db");

    [Fact]
    public void Protocol_and_negated_protocol_must_both_hold() => Allow("protocol: TCP, notProtocol: TCP").Denies("bank/web", "shop/db");

    [Fact]
    public void Icmp_is_met_by_type_and_by_code_where_given()
    {
        Allow("protocol: ICMP, icmp: {type: 8}").IsClean().Allows("bank/web", "shop/db", "icmp/8/3").Denies("bank/web", "shop/db", "icmp/0/0").Denies("bank/web", "shop/db");
        Allow("protocol: ICMP, icmp: {type: 8, code: 1}").Allows("bank/web", "shop/db", "icmp/8/1").Denies("bank/web", "shop/db", "icmp/8/0");
        Allow("protocol: ICMP, notICMP: {type: 8}").Denies("bank/web", "shop/db", "icmp/8/3").Allows("bank/web", "shop/db", "icmp/0/0");
        Allow("protocol: ICMP, icmp: {}").Allows("bank/web", "shop/db", "icmp/8/0");
        Allow("protocol: ICMP, notICMP: {}").Allows("bank/web", "shop/db", "icmp/8/0");
    }

    [Theory]
    [InlineData("icmp: §{type: 8}", "PE3033")]
    [InlineData("protocol: TCP, icmp: §{type: 8}", "PE3033")]
    [InlineData("notICMP: §{type: 8}", "PE3033")]
    [InlineData("protocol: ICMP, icmp: §{code: 1}", "PE3033")]
    [InlineData("protocol: ICMP, icmp: {type: §255}", "PE3033")]
    [InlineData("protocol: ICMP, icmp: {type: 8, code: §256}", "PE3033")]
    [InlineData("protocol: ICMP, icmp: {§tpye: 8}", "PE3001")]
    public void Icmp_without_its_protocol_or_type_is_refused(string rule, string code) => Allow(rule).Reports(code).IsUnknown("bank/web", "shop/db", "icmp/8/0");

    [Fact]
    public void Row_97_icmp_by_number_implies_no_family() => Allow("protocol: 1, icmp: {type: 8}").IsClean()
        .Allows("bank/web", "shop/db", "icmp/8/0")
        .Allows("fd00::3", "fd00::2", "icmp/8/0")
        .Denies("bank/web", "shop/db", "icmp/0/0")
        .Denies("fd00::3", "fd00::2", "icmp/0/0");

    [Fact]
    public void Icmp_by_name_implies_the_family()
    {
        Allow("protocol: ICMP").Allows("bank/web", "shop/db", "icmp/8/0").Denies("fd00::3", "fd00::2", "icmp/8/0");
        Allow("protocol: ICMPv6").Allows("fd00::3", "fd00::2", "icmpv6/128/0").Denies("bank/web", "shop/db", "icmpv6/128/0");
    }

    [Fact]
    public void Ip_version_is_the_family_of_the_packet() => Allow("ipVersion: 6").IsClean().Denies("bank/web", "shop/db").Allows("fd00::3", "fd00::2");

    [Theory]
    [InlineData("ipVersion: §5", "PE3004")]
    [InlineData("ipVersion: §7", "PE3004")]
    [InlineData("ipVersion: §6, protocol: ICMP", "PE3033")]
    [InlineData("ipVersion: §4, notProtocol: ICMPv6", "PE3033")]
    public void An_ip_version_that_cannot_be_is_refused(string rule, string code) => Allow(rule).Reports(code).IsUnknown("bank/web", "shop/db");

    [Fact]
    public void Nets_are_alternatives_and_negated_nets_exclusions() => Allow("source: {nets: [203.0.113.0/24, 10.0.1.0/24], notNets: [203.0.113.64/26, 10.0.1.2/32]}").IsClean()
        .Allows("203.0.113.1", "shop/db")
        .Denies("203.0.113.64", "shop/db")
        .Allows("bank/web", "shop/db")
        .Denies("bank/db", "shop/db")
        .Denies("192.0.2.1", "shop/db");

    [Fact]
    public void Nets_do_not_bind_a_network_policys_rule_to_its_namespace() => Allow("source: {nets: [0.0.0.0/0]}").Allows("bank/web", "shop/db").Allows("192.0.2.1", "shop/db");

    [Fact]
    public void Nets_take_a_rule_out_of_the_other_family() => Allow("source: {nets: [\"::/0\"]}").Denies("bank/web", "shop/db").Allows("fd00::3", "fd00::2");

    [Fact]
    public void Row_30_negated_nets_of_one_family_take_a_rule_out_of_the_other()
    {
        Allow("source: {notNets: [\"2001:db8::/32\"]}").IsClean().Denies("bank/web", "shop/db").Allows("fd00::3", "fd00::2").Denies("2001:db8::1", "fd00::2");
        Rules("- {action: Deny, source: {notNets: [\"2001:db8::/32\"]}}\n- {action: Allow}").Allows("bank/web", "shop/db").Denies("fd00::3", "fd00::2");
    }

    /// <summary>Stored without that check, the rule would hold for any address.</summary>
    [Fact]
    public void Row_27_an_address_list_with_junk_makes_the_rule_unknown() => MakesTheRuleUnknown("source: {nets: [§junk]}", "PE3006");

    /// <summary>Stored without that check, the rule would work.</summary>
    [Fact]
    public void Row_28_a_bare_address_in_a_rule_is_refused()
    {
        MakesTheRuleUnknown("source: {nets: [§10.0.1.1]}", "PE3006");
        Allow("source: {nets: [10.0.1.1/32]}").IsClean().Allows("bank/web", "shop/db").Denies("bank/db", "shop/db");
    }

    [Theory]
    [InlineData("source: {nets: [10.0.0.0/8, §\"::/0\"]}")]
    [InlineData("source: {nets: [10.0.0.0/8]}, destination: {notNets: [§\"2001:db8::/32\"]}")]
    [InlineData("ipVersion: 6, source: {nets: [§10.0.0.0/8]}")]
    public void Row_29_address_lists_that_mix_families_make_the_rule_unknown(string rule) => MakesTheRuleUnknown(rule, "PE3045");

    /// <summary>Stored without that check, not even a denial would apply to that family.</summary>
    [Theory]
    [InlineData("source: {notNets: [§0.0.0.0/0]}")]
    [InlineData("source: {notNets: [§\"::/0\"]}")]
    public void Row_31_excluding_every_address_makes_the_rule_unknown(string rule)
    {
        MakesTheRuleUnknown(rule, "PE3044");
        Rules($"- {{action: Deny, {rule}}}\n- {{action: Allow}}").Reports("PE3044").IsUnknown("192.0.2.1", "shop/db");
    }

    [Fact]
    public void An_address_block_with_host_bits_makes_the_rule_unknown() => MakesTheRuleUnknown("source: {nets: [§10.0.0.1/24]}", "PE3043");

    private static void MakesTheRuleUnknown(string rule, string code) => Allow(rule)
        .Reports(code)
        .ReportsOnly(code)
        .IsUnknown("192.0.2.1", "shop/db")
        .IsUnknown("bank/web", "shop/db");

    [Fact]
    public void A_list_may_have_256_nets_and_50_ports()
    {
        string Nets(int count) => string.Join(", ", Enumerable.Range(0, count).Select(number => $"10.{number / 256}.{number % 256}.0/24"));
        string Ports(int count) => string.Join(", ", Enumerable.Range(1, count));
        Allow($"source: {{nets: [{Nets(256)}]}}").IsClean();
        Allow($"source: {{nets: [{Nets(256)}, §10.9.9.0/24]}}").Reports("PE3035").IsUnknown("bank/web", "shop/db");
        Allow($"protocol: TCP, destination: {{ports: [{Ports(50)}]}}").IsClean();
        Allow($"protocol: TCP, destination: {{ports: [{Ports(50)}, §51]}}").Reports("PE3035").IsUnknown("bank/web", "shop/db");
    }

    [Fact]
    public void Row_100_a_verdict_is_about_a_new_connection_and_its_answers_are_not_judged()
    {
        Scenario.Calico("{selector: app == 'db', ingress: [{action: Allow}], egress: [{action: Deny}]}").Allows("shop/web", "shop/db").Denies("shop/db", "shop/web");
        Rules("- {action: Deny}").Denies("shop/web", "shop/db", ingress: ReasonCode.DeniedByRule);
    }

    [Fact]
    public void A_list_may_have_1024_rules()
    {
        string List(int count) => $"{{ingress: [{string.Join(", ", Enumerable.Repeat("{action: Pass}", count))}]}}";
        Scenario.Calico(List(1024)).IsClean();
        Scenario.Calico(List(1025)).ReportsOnly("PE3035").IsUnknown("bank/web", "shop/web");
    }

    [Fact]
    public void Ports_are_numbers_ranges_and_names_one_of_which_must_hold() => Allow("protocol: TCP, destination: {ports: [1, \"00007\", 10:20, http]}").IsClean()
        .Allows("bank/web", "shop/db", "tcp/1")
        .Allows("bank/web", "shop/db", "tcp/7")
        .Allows("bank/web", "shop/db", "tcp/20")
        .Allows("bank/web", "shop/db", "tcp/8080")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Denies("bank/web", "shop/web", "tcp/8080")
        .Denies("bank/web", "shop/db", "udp/1");

    [Fact]
    public void Row_48_a_name_of_an_init_container_counts_too() => Allow("protocol: TCP, destination: {ports: [http]}").Allows("bank/web", "shop/web", "tcp/80").Allows("bank/web", "shop/web", "tcp/81");

    [Fact]
    public void Row_45_a_name_without_protocol_is_that_name_on_any_protocol() => Allow("destination: {ports: [dns, http]}").IsClean()
        .Allows("bank/web", "shop/web", "udp/53")
        .Denies("bank/web", "shop/web", "tcp/53")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Denies("bank/web", "shop/web", "udp/80");

    [Fact]
    public void Row_47_a_name_nobody_has_never_matches_ports_and_always_negated_ports()
    {
        Allow("protocol: TCP, destination: {ports: [nobody]}").Denies("bank/web", "shop/db");
        Allow("protocol: TCP, destination: {notPorts: [nobody]}").Allows("bank/web", "shop/db");
    }

    [Fact]
    public void Negated_ports_exclude_numbers_and_names() => Allow("protocol: TCP, destination: {notPorts: [1:9, http]}").IsClean()
        .Denies("bank/web", "shop/db", "tcp/9")
        .Denies("bank/web", "shop/db", "tcp/8080")
        .Allows("bank/web", "shop/db", "tcp/80")
        .Denies("bank/web", "shop/db", "udp/80");

    [Fact]
    public void Row_49_names_are_looked_up_at_endpoints_that_the_same_sides_selector_matches() =>
        Allow("protocol: TCP, destination: {selector: app == 'db', ports: [http]}").Allows("bank/web", "shop/db", "tcp/8080").Denies("bank/web", "shop/web", "tcp/80");

    [Fact]
    public void Row_49_a_negated_name_is_looked_up_at_endpoints_that_the_same_sides_selector_matches() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("p", "{selector: app == 'db', ingress: [{action: Allow, protocol: TCP, destination: {selector: app == 'db', notPorts: [admin]}}]}"),
        "{apiVersion: v1, kind: Pod, metadata: {name: twin, namespace: shop}, spec: {containers: [{ports: [{name: admin, containerPort: 9}]}]}, status: {podIP: 10.0.0.2}}"))
        .Allows("bank/web", "shop/db", "tcp/9");

    [Fact]
    public void A_selector_and_a_number_must_both_hold() => Allow("protocol: TCP, destination: {selector: app == 'db', ports: [80, http]}")
        .Allows("bank/web", "shop/db", "tcp/80")
        .Denies("bank/web", "shop/web", "tcp/80");

    [Fact]
    public void Endpoints_that_share_an_address_pool_their_names() => Scenario.Of(Scenario.Documents(
        Scenario.CalicoPolicy("p", "{selector: app == 'db', ingress: [{action: Allow, protocol: TCP, destination: {ports: [admin]}}]}"),
        "{apiVersion: v1, kind: Pod, metadata: {name: twin, namespace: shop}, spec: {containers: [{ports: [{name: admin, containerPort: 9}]}]}, status: {podIP: 10.0.0.2}}"))
        .Allows("bank/web", "shop/db", "tcp/9");

    [Fact]
    public void Source_ports_are_those_of_the_sender() => Allow("protocol: TCP, source: {ports: [1024:2048, http]}").IsClean()
        .Allows("bank/web", "shop/db", "tcp/5/2048")
        .Denies("bank/web", "shop/db", "tcp/2048/5")
        .Allows("shop/web", "shop/db", "tcp/5/80")
        .Denies("bank/web", "shop/db", "tcp/5/80");

    [Fact]
    public void A_name_in_an_egress_rule_is_looked_up_at_the_destination() =>
        Scenario.Calico("{selector: app == 'web', types: [Egress], egress: [{action: Allow, protocol: TCP, destination: {ports: [http]}}]}")
            .Allows("shop/web", "shop/db", "tcp/8080")
            .Denies("shop/web", "shop/db", "tcp/80");

    /// <summary>It reads as a port name; Felix would discard the policy.</summary>
    [Fact]
    public void Row_32_a_range_written_with_a_dash_is_refused()
    {
        Allow("protocol: TCP, destination: {ports: [§80-90]}").Reports("PE3005").ReportsOnly("PE3005").IsUnknown("bank/web", "shop/db");
        Allow("protocol: TCP, destination: {ports: [\"80:90\"]}").IsClean().Allows("bank/web", "shop/db").Denies("bank/web", "shop/db", "tcp/91");
    }

    [Fact]
    public void Row_46_a_number_beside_a_name_needs_a_protocol() => Allow("destination: {ports: [§http, 80]}").Reports("PE3040").ReportsOnly("PE3040").IsUnknown("bank/web", "shop/db");

    [Theory]
    [InlineData("protocol: TCP, destination: {ports: [§0]}", "PE3005")]
    [InlineData("protocol: TCP, destination: {ports: [§65536]}", "PE3005")]
    [InlineData("protocol: TCP, destination: {ports: [§\"20:10\"]}", "PE3005")]
    [InlineData("protocol: TCP, destination: {ports: [§\"0:10\"]}", "PE3005")]
    [InlineData("protocol: TCP, destination: {ports: [§Http]}", "PE3039")]
    [InlineData("protocol: ICMP, destination: {ports: [§80]}", "PE3040")]
    [InlineData("protocol: UDPLite, destination: {ports: [§http]}", "PE3040")]
    [InlineData("protocol: 136, source: {notPorts: [§80]}", "PE3040")]
    public void Ports_the_validator_refuses_make_the_rule_unknown(string rule, string code) => Allow(rule).Reports(code).IsUnknown("bank/web", "shop/db");

    [Theory]
    [InlineData("{methods: [GET], paths: [{exact: /a}, {prefix: /b}]}")]
    [InlineData("{}")]
    public void Row_98_packet_filters_allow_whatever_the_http_criteria(string http) =>
        Allow($"http: §{http}").Reports("PE3014", Text.Severity.Warning).Allows("bank/web", "shop/db");

    [Theory]
    [InlineData("{methods: §[GET, GET]}")]
    [InlineData("{paths: [§{exact: a}]}")]
    [InlineData("{paths: [§{exact: /a, prefix: /b}]}")]
    [InlineData("{paths: [§{prefix: '/a?b'}]}")]
    public void Http_criteria_the_validator_refuses_make_the_rule_unknown(string http) =>
        Allow($"http: {http}").Reports("PE3031").IsUnknown("bank/web", "shop/db");

    [Fact]
    public void Http_criteria_in_a_deny_rule_are_refused() => Rules("- {action: Deny, http: §{methods: [GET]}}\n- {action: Allow}").Reports("PE3031").IsUnknown("bank/web", "shop/db");

    [Fact]
    public void An_unknown_field_makes_the_rule_unknown() => Allow("source: {§selectr: all()}").Reports("PE3001", hint: "`selector`").IsUnknown("bank/web", "shop/db");

    [Fact]
    public void Metadata_of_a_rule_has_no_effect() => Allow("metadata: {annotations: {a: b}}").IsClean().Allows("bank/web", "shop/db");
}
