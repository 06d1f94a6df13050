using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>The ports of NetworkPolicy rules.</summary>
public sealed class KubernetesPortTests
{
    private static Scenario Ingress(string ports) => Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{{ports: {ports}}}]}}").IsClean();

    private static Scenario Egress(string ports) => Scenario.Kubernetes($"{{podSelector: {{}}, policyTypes: [Egress], egress: [{{ports: {ports}}}]}}").IsClean();

    [Fact]
    public void Row_10_an_empty_port_element_is_tcp_on_every_port() => Ingress("[{}]")
        .Allows("bank/web", "shop/web", "tcp/1")
        .Allows("bank/web", "shop/web", "tcp/65535")
        .Denies("bank/web", "shop/web", "udp/1", ingress: ReasonCode.NoRuleMatchesPort)
        .Denies("bank/web", "shop/web", "sctp/1");

    [Fact]
    public void Row_11_protocol_alone_is_every_port_of_that_protocol() => Ingress("[{protocol: UDP}]")
        .Allows("bank/web", "shop/web", "udp/1")
        .Denies("bank/web", "shop/web", "tcp/1");

    [Fact]
    public void Row_12_a_port_without_protocol_is_tcp() => Ingress("[{port: 53}]")
        .Allows("bank/web", "shop/web", "tcp/53")
        .Denies("bank/web", "shop/web", "udp/53");

    [Fact]
    public void Row_13_an_end_port_equal_to_the_port_is_that_port() => Ingress("[{port: 80, endPort: 80}]")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Denies("bank/web", "shop/web", "tcp/79")
        .Denies("bank/web", "shop/web", "tcp/81");

    [Theory]
    [InlineData("{port: 81, endPort: §80}", "PE3005")]
    [InlineData("{endPort: §80}", "PE3005")]
    [InlineData("{port: http, endPort: §90}", "PE3005")]
    [InlineData("{port: 80, endPort: §65536}", "PE3005")]
    [InlineData("{port: 80, endPort: §0}", "PE3005")]
    [InlineData("{port: §0}", "PE3005")]
    [InlineData("{port: §65536}", "PE3005")]
    [InlineData("{port: §-1}", "PE3005")]
    [InlineData("{port: §Http}", "PE3039")]
    [InlineData("{port: §a-name-too-long1}", "PE3039")]
    [InlineData("{port: §under_score}", "PE3039")]
    [InlineData("{port: §a--b}", "PE3039")]
    [InlineData("{port: §-a}", "PE3039")]
    [InlineData("{port: §a-}", "PE3039")]
    [InlineData("{port: §8-0}", "PE3039")]
    [InlineData("{port: §\"\"}", "PE3039")]
    public void Row_14_what_the_api_server_refuses_about_ports_is_an_error_and_unknown(string port, string code) =>
        Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{{ports: [{port}]}}]}}")
            .Reports(code)
            .IsUnknown("bank/web", "shop/web", "tcp/80", ReasonCode.EgressNotIsolated, ReasonCode.PolicyNotUnderstood)
            .IsUnknown("bank/web", "shop/web", "udp/1")
            .Allows("shop/web", "bank/web");

    [Fact]
    public void Row_15_a_range_holds_both_of_its_ends() => Ingress("[{port: 53, endPort: 84}]")
        .Denies("bank/web", "shop/web", "tcp/52")
        .Allows("bank/web", "shop/web", "tcp/53")
        .Allows("bank/web", "shop/web", "tcp/84")
        .Denies("bank/web", "shop/web", "tcp/85");

    [Fact]
    public void Row_16_a_name_stands_for_each_pods_own_number() => Ingress("[{port: http}]")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Denies("bank/web", "shop/web", "tcp/8080")
        .Allows("bank/web", "shop/db", "tcp/8080")
        .Denies("bank/web", "shop/db", "tcp/80");

    [Fact]
    public void Row_17_a_name_of_a_udp_port_is_not_met_by_a_rule_for_tcp() => Ingress("[{port: dns}]")
        .Denies("bank/web", "shop/web", "udp/53")
        .Denies("bank/web", "shop/web", "tcp/53");

    [Fact]
    public void A_name_with_the_ports_protocol_matches() => Ingress("[{port: dns, protocol: UDP}]")
        .Allows("bank/web", "shop/web", "udp/53")
        .Denies("bank/web", "shop/web", "tcp/53");

    [Fact]
    public void Row_18_a_name_that_nobody_has_matches_nothing_and_still_isolates() => Ingress("[{port: nobody}]")
        .Denies("bank/web", "shop/web", "tcp/80", ingress: ReasonCode.RulePortNameUnresolved)
        .Denies("bank/web", "shop/bare", "tcp/80", ingress: ReasonCode.RulePortNameUnresolved);

    [Fact]
    public void Row_19_a_number_that_nobody_serves_is_allowed() => Ingress("[{port: 7777}]").Allows("bank/web", "shop/bare", "tcp/7777");

    [Fact]
    public void Row_20_a_name_in_egress_is_looked_up_at_the_destination() => Egress("[{port: http}]")
        .Allows("shop/web", "shop/db", "tcp/8080")
        .Denies("shop/web", "shop/db", "tcp/80")
        .Denies("shop/web", "bank/web", "tcp/80", ReasonCode.RulePortNameUnresolved);

    [Fact]
    public void Row_21_a_name_never_matches_an_external_address() => Egress("[{port: http}]")
        .Denies("shop/web", "192.0.2.1", "tcp/80", ReasonCode.RulePortNameUnresolved);

    [Fact]
    public void One_name_in_several_containers_stands_for_all_their_numbers() => Ingress("[{port: http}]")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Allows("bank/web", "shop/web", "tcp/81");

    [Fact]
    public void Ports_are_those_of_the_destination_also_in_ingress_rules() => Ingress("[{port: 80}]")
        .Allows("bank/web", "shop/web", "tcp/80/1024")
        .Denies("bank/web", "shop/web", "tcp/1024/80");

    [Fact]
    public void Elements_are_alternatives_each_with_its_own_protocol() => Ingress("[{port: 53, protocol: UDP}, {port: 80}, {port: http}]")
        .Allows("bank/web", "shop/web", "udp/53")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Allows("bank/web", "shop/web", "tcp/81")
        .Denies("bank/web", "shop/web", "tcp/53")
        .Denies("bank/web", "shop/web", "udp/80");

    [Fact]
    public void A_rule_with_ports_admits_no_other_protocol() => Ingress("[{}, {protocol: UDP}, {protocol: SCTP}]")
        .Denies("bank/web", "shop/web", "icmp/8/0")
        .Denies("bank/web", "shop/web", "47");

    [Fact]
    public void Row_66_rules_see_the_target_port_not_the_services() => Ingress("[{port: 8001}]").Denies("bank/web", "shop/web", "tcp/8000");

    [Theory]
    [InlineData("§tcp")]
    [InlineData("§Tcp")]
    [InlineData("§ICMP")]
    [InlineData("§\"\"")]
    [InlineData("§\"6\"")]
    public void Protocols_other_than_the_three_in_capitals_are_refused(string protocol) =>
        Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{{ports: [{{protocol: {protocol}, port: 80}}]}}]}}")
            .Reports("PE3028")
            .IsUnknown("bank/web", "shop/web");

    [Theory]
    [InlineData("protocol: §6")]
    [InlineData("port: §80.5")]
    [InlineData("port: §true")]
    [InlineData("port: §[80]")]
    [InlineData("port: 80, endPort: §\"90\"")]
    public void Values_of_the_wrong_type_are_refused(string port) =>
        Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{{ports: [{{{port}}}]}}]}}").Reports("PE3002").IsUnknown("bank/web", "shop/web");

    [Theory]
    [InlineData("0x50")]
    [InlineData("0120")]
    [InlineData("0o120")]
    [InlineData("0b1010000")]
    [InlineData("8_0")]
    [InlineData("+80")]
    public void Whole_numbers_are_read_as_kubernetes_reads_them(string port) => Ingress($"[{{port: {port}}}]")
        .Allows("bank/web", "shop/web", "tcp/80")
        .Denies("bank/web", "shop/web", "tcp/120");
}
