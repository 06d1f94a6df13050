using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Tests.Semantics;

/// <summary>What Calico makes of Kubernetes' own policies.</summary>
public sealed class CalicoConversionTests
{
    private static Scenario Cluster(string rules, params string[] more) => Scenario.Of(Scenario.Documents([$$"""
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: a}
        spec:
          tier: Admin
          priority: 10
          subject:
            namespaces: {}
          {{rules}}
        """, .. more]));

    private static Scenario Ingress(string rule) => Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{rule}]}}");

    [Theory]
    [InlineData("Deny")]
    [InlineData("Pass")]
    public void Row_66_a_deny_or_pass_rule_that_fails_denies_everything(string action) =>
        Cluster($"ingress: [{{action: {action}, from: [§{{}}, {{namespaces: {{}}}}], protocols: [{{tcp: {{destinationPort: {{number: 1}}}}}}]}}]")
            .Reports("PE3008")
            .Denies("203.0.113.7", "shop/web", "udp/9")
            .Denies("bank/web", "shop/web");

    [Fact]
    public void Row_67_an_accepting_rule_that_fails_is_dropped() =>
        Cluster("ingress: [{action: Accept, from: [§{}]}, {action: Deny, from: [{namespaces: {}}]}]")
            .Reports("PE3008")
            .Denies("bank/web", "shop/web")
            .Allows("203.0.113.7", "shop/web");

    [Fact]
    public void Row_68_a_namespaces_peer_of_all_includes_namespaced_sets_under_calico_only()
    {
        Scenario scenario = Cluster(
            "egress: [{action: Deny, to: [{namespaces: {}}]}]",
            "{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: n, namespace: shop}, spec: {nets: [203.0.113.0/24]}}");
        scenario.Denies("shop/web", "203.0.113.7");
        scenario.Under(EnforcementProfile.Kubernetes).Allows("shop/web", "203.0.113.7").Denies("shop/web", "bank/web");
    }

    [Fact]
    public void Row_69_a_peer_of_nodes_fails_its_rule()
    {
        foreach (string action in (string[])["Deny", "Pass"])
        {
            Cluster($"egress: [{{action: {action}, to: [{{nodes: §{{}}}}]}}]")
                .Reports("PE3020", Text.Severity.Warning)
                .Denies("shop/web", "bank/web", egress: ReasonCode.DeniedByRule)
                .Denies("shop/web", "203.0.113.1", egress: ReasonCode.DeniedByRule);
        }

        Cluster("egress: [{action: Accept, to: [{nodes: §{}}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]")
            .Reports("PE3020", Text.Severity.Warning)
            .Denies("shop/web", "203.0.113.1");
    }

    [Fact]
    public void Row_70_an_empty_kubernetes_port_is_tcp() => Ingress("{ports: [{}]}").IsClean().Allows("bank/web", "shop/db", "tcp/9").Denies("bank/web", "shop/db", "udp/9");

    /// <summary>The API server fills the types in before Calico's conversion, which would leave egress alone.</summary>
    [Fact]
    public void Row_71_kubernetes_types_default_as_the_api_server_does_not_as_calicos_conversion() =>
        Scenario.Kubernetes("{podSelector: {}, egress: [{ports: [{port: 53}]}]}").IsClean().Denies("shop/web", "192.0.2.1", "tcp/80").Denies("bank/web", "shop/web");

    /// <summary>Calico's conversion takes it for all pods of the namespace; the API server refuses it before that.</summary>
    [Fact]
    public void Row_72_an_empty_kubernetes_peer_is_not_understood() => Ingress("{from: [§{}]}").Reports("PE3046").IsUnknown("shop/web", "shop/db");

    [Fact]
    public void Row_73_an_empty_kubernetes_peer_list_is_anything() => Ingress("{from: []}").IsClean().Allows("192.0.2.1", "shop/db").Allows("bank/web", "shop/db");

    /// <summary>Calico's conversion drops the restriction; here nothing is allowed for certain.</summary>
    [Fact]
    public void Row_74_a_kubernetes_block_that_does_not_parse_allows_nobody_for_certain() =>
        Ingress("{from: [{ipBlock: {cidr: §junk}}]}").Reports("PE3006").IsUnknown("192.0.2.1", "shop/db");

    /// <summary>Calico's conversion reads the digits as a number; the API server refuses them before that.</summary>
    [Fact]
    public void Row_75_a_number_in_quotes_is_refused_as_the_api_server_does_not_read_as_calico_does() => Ingress("{ports: [{port: §\"8080\"}]}")
        .Reports("PE3038", hint: "without quotes")
        .ReportsOnly("PE3038")
        .IsUnknown("bank/web", "shop/web", "tcp/8080");
}
