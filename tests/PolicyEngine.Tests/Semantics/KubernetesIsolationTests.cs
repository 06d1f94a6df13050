using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Which directions a NetworkPolicy isolates, and that policies only add.</summary>
public sealed class KubernetesIsolationTests
{
    [Fact]
    public void Row_01_without_policy_everything_is_allowed() => Scenario.Of("")
        .IsClean()
        .Allows("shop/web", "bank/web", "tcp/1", ReasonCode.EgressNotIsolated, ReasonCode.IngressNotIsolated)
        .Allows("192.0.2.1", "shop/web", "udp/53", ReasonCode.ExternalEndpoint, ReasonCode.IngressNotIsolated)
        .Allows("shop/web", "192.0.2.1", "sctp/9", ReasonCode.EgressNotIsolated, ReasonCode.ExternalEndpoint)
        .Allows("shop/web", "shop/db", "icmp/8/0");

    [Fact]
    public void Row_02_a_policy_without_types_and_rules_isolates_ingress_of_its_namespace_only() => Scenario.Kubernetes("podSelector: {}")
        .IsClean()
        .Denies("bank/web", "shop/web", "tcp/80", ReasonCode.EgressNotIsolated, ReasonCode.IsolatedNoRule)
        .Denies("192.0.2.1", "shop/bare", ingress: ReasonCode.IsolatedNoRule)
        .Allows("shop/web", "bank/web")
        .Allows("shop/web", "192.0.2.1");

    [Fact]
    public void Row_03_an_empty_egress_list_does_not_isolate_egress() => Scenario.Kubernetes("{podSelector: {}, egress: []}")
        .Denies("bank/web", "shop/web")
        .Allows("shop/web", "bank/web");

    [Fact]
    public void Row_04_one_egress_rule_without_types_isolates_both_directions() => Scenario.Kubernetes("{podSelector: {}, egress: [{ports: [{port: 53}]}]}")
        .Denies("bank/web", "shop/web", ingress: ReasonCode.IsolatedNoRule)
        .Allows("shop/web", "bank/web", "tcp/53", ReasonCode.AdmittedByRule)
        .Denies("shop/web", "bank/web", "tcp/54", ReasonCode.NoRuleMatchesPort);

    [Fact]
    public void Row_05_types_egress_with_an_empty_ingress_list_leaves_ingress_alone() =>
        Scenario.Kubernetes("{podSelector: {}, policyTypes: [Egress], ingress: []}")
            .IsClean()
            .Allows("bank/web", "shop/web")
            .Denies("shop/web", "bank/web", egress: ReasonCode.IsolatedNoRule);

    [Fact]
    public void Row_06_rules_of_a_direction_that_types_do_not_name_are_inert() => Scenario.Kubernetes("""
        podSelector: {}
        policyTypes: [Ingress]
        egress:
        §- to: []
          ports: [{port: 1}]
        """)
        .Reports("PE3018", Text.Severity.Warning)
        .Allows("shop/web", "bank/web", "tcp/2")
        .Denies("bank/web", "shop/web");

    [Fact]
    public void Row_07_no_rules_deny_all_and_one_empty_rule_allows_all()
    {
        Scenario.Kubernetes("{podSelector: {}, ingress: []}").Denies("192.0.2.1", "shop/web").Denies("shop/db", "shop/web");
        Scenario.Kubernetes("{podSelector: {}, ingress: [{}]}").IsClean()
            .Allows("192.0.2.1", "shop/web", "udp/1", ingress: ReasonCode.AdmittedByRule)
            .Allows("shop/db", "shop/web", "sctp/7");
    }

    [Theory]
    [InlineData("{ports: [{port: 80}]}")]
    [InlineData("{from: [], ports: [{port: 80}]}")]
    [InlineData("{from: null, ports: [{port: 80}]}")]
    public void Row_08_an_empty_peer_list_is_the_same_as_none(string rule) => Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{rule}]}}")
        .IsClean()
        .Allows("192.0.2.1", "shop/web")
        .Allows("bank/web", "shop/web")
        .Denies("bank/web", "shop/web", "tcp/81");

    [Theory]
    [InlineData("{from: [{podSelector: {}}]}")]
    [InlineData("{from: [{podSelector: {}}], ports: []}")]
    public void Row_09_an_empty_port_list_is_every_port_of_every_protocol(string rule) => Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{rule}]}}")
        .IsClean()
        .Allows("shop/db", "shop/web", "udp/9")
        .Allows("shop/db", "shop/web", "sctp/9")
        .Allows("shop/db", "shop/web", "tcp/65535")
        .Denies("bank/db", "shop/web", "tcp/80", ingress: ReasonCode.NoRuleMatchesPeer);

    [Fact]
    public void Row_32_deny_all_and_allow_all_on_one_pod_allow() => Scenario.Of(Scenario.Documents(
        Scenario.KubernetesPolicy("deny-all", "podSelector: {}"),
        Scenario.KubernetesPolicy("web-allow-all", "{podSelector: {matchLabels: {app: web}}, ingress: [{}]}")))
        .IsClean()
        .Allows("bank/web", "shop/web")
        .Denies("bank/web", "shop/db");

    [Fact]
    public void Row_33_the_source_may_deny_what_the_destination_allows() => Scenario.Of(Scenario.Documents(
        Scenario.KubernetesPolicy("in", "{podSelector: {matchLabels: {app: db}}, ingress: [{}]}"),
        Scenario.KubernetesPolicy("out", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}")))
        .Denies("shop/web", "shop/db", "tcp/80", ReasonCode.IsolatedNoRule, ReasonCode.AdmittedByRule)
        .Allows("shop/bare", "shop/db");

    [Fact]
    public void Row_34_a_label_added_to_a_pod_or_a_namespace_takes_effect()
    {
        const string Spec = "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {in: \"1\"}}, namespaceSelector: {matchLabels: {ok: \"1\"}}}]}]}";
        string Cluster(string namespaceLabels, string podLabels) => Scenario.Documents(
            TestCluster.Yaml,
            Scenario.KubernetesPolicy("policy", Spec),
            $"{{apiVersion: v1, kind: Namespace, metadata: {{name: lab, labels: {{{namespaceLabels}}}}}}}",
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: a, namespace: lab, labels: {{{podLabels}}}}}, status: {{podIP: 10.9.9.9}}}}");
        Scenario.Alone(Cluster("", "")).Denies("lab/a", "shop/db");
        Scenario.Alone(Cluster("", "in: '1'")).Denies("lab/a", "shop/db");
        Scenario.Alone(Cluster("ok: '1'", "")).Denies("lab/a", "shop/db");
        Scenario.Alone(Cluster("ok: '1'", "in: '1'")).Allows("lab/a", "shop/db");
    }

    [Fact]
    public void Row_35_without_the_policy_isolation_ends()
    {
        Scenario.Kubernetes("podSelector: {}").Denies("bank/web", "shop/web");
        Scenario.Of("").Allows("bank/web", "shop/web");
    }

    [Fact]
    public void The_two_directions_are_decided_separately() => Scenario.Kubernetes("{podSelector: {}, policyTypes: [Egress]}")
        .Allows("bank/web", "shop/web")
        .Denies("shop/web", "shop/db", egress: ReasonCode.IsolatedNoRule, ingress: ReasonCode.IngressNotIsolated);

    [Fact]
    public void A_reply_needs_no_rule_because_connections_are_judged_at_their_first_packet() =>
        Scenario.Kubernetes("{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress], ingress: [{}]}")
            .Allows("shop/web", "shop/db")
            .Denies("shop/db", "shop/web");

    [Fact]
    public void Only_pods_of_the_policys_own_namespace_are_its_subjects() => Scenario.Kubernetes("podSelector: {matchLabels: {app: web}}")
        .Denies("bank/db", "shop/web")
        .Allows("bank/db", "bank/web");

    [Theory]
    [InlineData("{}")]
    [InlineData("{podSelector: null}")]
    [InlineData("{policyTypes: []}")]
    public void A_missing_subject_selector_or_type_list_is_an_empty_one(string spec) => Scenario.Kubernetes(spec)
        .IsClean()
        .Denies("bank/web", "shop/web")
        .Allows("shop/web", "bank/web");

    [Fact]
    public void A_missing_spec_isolates_ingress_of_the_whole_namespace() => Scenario.Of("""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: policy, namespace: shop}
        """).IsClean().Denies("bank/web", "shop/web").Allows("shop/web", "bank/web");

    [Fact]
    public void One_type_given_twice_is_not_checked_by_the_api_server() =>
        Scenario.Kubernetes("{podSelector: {}, policyTypes: [Egress, Egress]}").IsClean().Allows("bank/web", "shop/web").Denies("shop/web", "bank/web");

    [Fact]
    public void Any_number_of_policies_rules_peers_and_ports_is_taken()
    {
        string ports = string.Join(", ", Enumerable.Range(1, 300).Select(port => $"{{port: {port * 3}}}"));
        string peers = string.Join(", ", Enumerable.Range(0, 200).Select(number => $"{{ipBlock: {{cidr: 203.0.{number}.0/24}}}}"));
        Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{{from: [{peers}], ports: [{ports}]}}]}}")
            .IsClean()
            .Allows("203.0.199.9", "shop/web", "tcp/900")
            .Denies("203.0.199.9", "shop/web", "tcp/901")
            .Denies("203.0.200.9", "shop/web", "tcp/900");
    }
}
