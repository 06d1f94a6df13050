using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>The peers of NetworkPolicy rules.</summary>
public sealed class KubernetesPeerTests
{
    private static Scenario From(string peers) => Scenario.Kubernetes($"{{podSelector: {{matchLabels: {{app: db}}}}, ingress: [{{from: {peers}}}]}}");

    private static Scenario To(string peers) => Scenario.Kubernetes($"{{podSelector: {{}}, policyTypes: [Egress], egress: [{{to: {peers}}}]}}");

    [Fact]
    public void Row_22_an_empty_pod_selector_alone_is_the_own_namespace() => From("[{podSelector: {}}]").IsClean()
        .Allows("shop/bare", "shop/db")
        .Denies("bank/web", "shop/db", ingress: ReasonCode.NoRuleMatchesPeer)
        .Denies("192.0.2.1", "shop/db");

    [Fact]
    public void A_pod_selector_alone_is_pods_of_the_own_namespace() => From("[{podSelector: {matchLabels: {app: web}}}]")
        .Allows("shop/web", "shop/db")
        .Denies("shop/bare", "shop/db")
        .Denies("bank/web", "shop/db");

    [Theory]
    [InlineData("[{namespaceSelector: {}}]")]
    [InlineData("[{namespaceSelector: {}, podSelector: {}}]")]
    [InlineData("[{namespaceSelector: {matchLabels: {}, matchExpressions: []}}]")]
    public void Row_23_an_empty_namespace_selector_is_all_pods_and_no_external_address(string peers) => From(peers).IsClean()
        .Allows("shop/bare", "shop/db")
        .Allows("bank/web", "shop/db")
        .Denies("192.0.2.1", "shop/db");

    [Fact]
    public void A_namespace_selector_alone_is_all_pods_of_those_namespaces() => From("[{namespaceSelector: {matchLabels: {team: blue}}}]")
        .Allows("bank/web", "shop/db")
        .Allows("bank/db", "shop/db")
        .Denies("shop/web", "shop/db");

    [Fact]
    public void A_pod_selector_with_an_empty_namespace_selector_is_such_pods_everywhere() =>
        From("[{podSelector: {matchLabels: {app: web}}, namespaceSelector: {}}]")
            .Allows("bank/web", "shop/db")
            .Allows("shop/web", "shop/db")
            .Denies("bank/db", "shop/db");

    [Fact]
    public void Row_24_two_selectors_in_one_element_must_both_hold_in_two_elements_either()
    {
        From("[{podSelector: {matchLabels: {app: web}}, namespaceSelector: {matchLabels: {team: blue}}}]")
            .Allows("bank/web", "shop/db")
            .Denies("bank/db", "shop/db")
            .Denies("shop/web", "shop/db");
        From("[{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {matchLabels: {team: blue}}}]")
            .Allows("bank/web", "shop/db")
            .Allows("bank/db", "shop/db")
            .Allows("shop/web", "shop/db")
            .Denies("shop/bare", "shop/db");
    }

    [Theory]
    [InlineData("§{}")]
    [InlineData("§{podSelector: null}")]
    public void Row_25_a_peer_without_any_field_is_refused(string peer) => From($"[{peer}]")
        .Reports("PE3046")
        .IsUnknown("bank/web", "shop/db", ingress: ReasonCode.PolicyNotUnderstood)
        .Allows("bank/web", "shop/web");

    [Theory]
    [InlineData("podSelector")]
    [InlineData("namespaceSelector")]
    public void Row_26_an_address_block_beside_a_selector_is_refused(string selector) =>
        From($"[§{{ipBlock: {{cidr: 10.0.0.0/8}}, {selector}: {{}}}}]").Reports("PE3047").IsUnknown("192.0.2.1", "shop/db");

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", "PE3042")]
    [InlineData("10.0.0.0/8", "0.0.0.0/0", "PE3042")]
    [InlineData("10.0.0.0/8", "11.0.0.0/16", "PE3042")]
    [InlineData("10.0.0.0/8", "2001:db8::/32", "PE3042")]
    [InlineData("10.0.0.0/8", "10.0.0.1", "PE3006")]
    [InlineData("10.0.0.0/8", "junk", "PE3006")]
    public void Row_27_an_exception_that_is_not_a_proper_part_of_the_block_is_refused(string cidr, string except, string code) =>
        From($"[{{ipBlock: {{cidr: {cidr}, except: [§\"{except}\"]}}}}]").Reports(code).IsUnknown("10.1.1.1", "shop/db");

    [Fact]
    public void Row_28_an_excepted_address_may_be_admitted_by_another_peer()
    {
        From("[{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}]").IsClean()
            .Allows("203.0.113.127", "shop/db")
            .Denies("203.0.113.128", "shop/db");
        From("[{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}, {ipBlock: {cidr: 203.0.113.129/32}}]")
            .Denies("203.0.113.128", "shop/db")
            .Allows("203.0.113.129", "shop/db");
    }

    [Fact]
    public void Row_29_a_block_that_covers_a_pods_address_covers_the_pod() => From("[{ipBlock: {cidr: 10.0.1.0/31}}]")
        .Allows("bank/web", "shop/db")
        .Denies("bank/db", "shop/db");

    [Fact]
    public void Row_30_blocks_never_match_across_families()
    {
        To("[{ipBlock: {cidr: 0.0.0.0/0}}]").Allows("shop/web", "192.0.2.1").Denies("fd00::1", "2001:db8::1");
        To("[{ipBlock: {cidr: \"::/0\"}}]").Denies("shop/web", "192.0.2.1").Allows("fd00::1", "2001:db8::1");
    }

    [Theory]
    [InlineData("203.0.113.9/24")]
    [InlineData("203.0.113.0/024")]
    [InlineData("203.000.113.0/24")]
    [InlineData("::ffff:203.0.113.0/120")]
    public void Row_31_sloppy_blocks_are_read_and_masked_with_a_warning(string cidr) => From($"[{{ipBlock: {{cidr: §\"{cidr}\"}}}}]")
        .Reports("PE3007", Text.Severity.Warning)
        .Allows("203.0.113.200", "shop/db")
        .Denies("203.0.114.1", "shop/db");

    [Theory]
    [InlineData("§\"\"")]
    [InlineData("§10.0.0.0")]
    [InlineData("§10.0.0.0/33")]
    [InlineData("§10.0.0/8")]
    [InlineData("§junk")]
    public void A_block_that_does_not_parse_is_refused_and_admits_nobody_for_certain(string cidr) => From($"[{{ipBlock: {{cidr: {cidr}}}}}]")
        .Reports("PE3006")
        .IsUnknown("10.1.1.1", "shop/db")
        .IsUnknown("bank/web", "shop/db");

    [Fact]
    public void A_block_without_cidr_is_refused() => From("[{ipBlock: §{except: []}}]").Reports("PE3003").IsUnknown("10.1.1.1", "shop/db");

    [Fact]
    public void Exceptions_that_cover_the_whole_block_leave_nobody() =>
        From("[{ipBlock: {cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/1]}}]").Denies("192.0.2.1", "shop/db").Denies("bank/web", "shop/db");

    [Fact]
    public void Row_36_not_in_matches_where_the_key_is_missing() =>
        From("[{podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}}]").IsClean()
            .Allows("shop/bare", "shop/db")
            .Denies("shop/web", "shop/db");

    [Fact]
    public void Row_37_an_empty_value_does_not_match_where_the_key_is_missing() =>
        Scenario.Kubernetes("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {empty: \"\"}}}]}]}")
            .Allows("shop/db", "shop/web")
            .Denies("shop/bare", "shop/web");

    [Fact]
    public void In_needs_the_key_and_one_of_the_values() =>
        From("[{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}}]").Allows("shop/web", "shop/db").Denies("shop/bare", "shop/db");

    [Fact]
    public void Exists_and_does_not_exist_ask_for_the_key_alone()
    {
        From("[{podSelector: {matchExpressions: [{key: tier, operator: Exists}]}}]").Allows("shop/web", "shop/db").Denies("shop/bare", "shop/db");
        From("[{podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist, values: []}]}}]").Denies("shop/web", "shop/db").Allows("shop/bare", "shop/db");
    }

    [Fact]
    public void All_requirements_of_a_selector_must_hold() =>
        From("[{podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}, namespaceSelector: {}}]")
            .Denies("shop/web", "shop/db")
            .Allows("bank/web", "shop/db");

    [Fact]
    public void Every_namespace_has_its_name_as_a_label_whatever_is_written()
    {
        From("[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}}]").Allows("bank/web", "shop/db").Denies("shop/web", "shop/db");
        Scenario.Alone(Scenario.Documents(
            "{apiVersion: v1, kind: Namespace, metadata: {name: lab, labels: {kubernetes.io/metadata.name: forged}}}",
            "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: lab}, status: {podIP: 10.9.9.9}}",
            TestCluster.Yaml,
            Scenario.KubernetesPolicy("p", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: lab}}}]}]}")))
            .Allows("lab/a", "shop/db");
    }

    [Theory]
    [InlineData("{key: app, operator: §Gt, values: [\"1\"]}")]
    [InlineData("{key: app, operator: §in, values: [web]}")]
    [InlineData("§{key: app, operator: In}")]
    [InlineData("§{key: app, operator: NotIn, values: []}")]
    [InlineData("§{key: app, operator: Exists, values: [web]}")]
    [InlineData("§{key: app, operator: DoesNotExist, values: [web]}")]
    [InlineData("{key: §-app, operator: Exists}")]
    [InlineData("{key: §Up.per/app, operator: Exists}")]
    [InlineData("{key: §a/b/c, operator: Exists}")]
    [InlineData("{key: app, operator: In, values: [§a b]}")]
    [InlineData("{key: app, operator: In, values: [§-a]}")]
    public void A_label_selector_the_api_server_refuses_is_an_error_and_unknown(string expression)
    {
        From($"[{{podSelector: {{matchExpressions: [{expression}]}}}}]")
            .Reports("PE3009")
            .ReportsOnly("PE3009")
            .IsUnknown("shop/web", "shop/db", ingress: ReasonCode.PolicyNotUnderstood);
        Scenario.Kubernetes($"{{podSelector: {{matchExpressions: [{expression}]}}}}")
            .Reports("PE3009")
            .IsUnknown("bank/web", "shop/web")
            .IsUnknown("shop/web", "192.0.2.1")
            .Allows("bank/web", "bank/db");
    }

    [Theory]
    [InlineData("§{operator: Exists}", "PE3003")]
    [InlineData("§{key: app}", "PE3003")]
    [InlineData("{key: §y, operator: Exists}", "PE3002")]
    [InlineData("{key: app, operator: In, values: [§1]}", "PE3002")]
    [InlineData("{key: app, operator: In, values: §web}", "PE3002")]
    [InlineData("{key: app, operator: Exists, §vals: []}", "PE3001")]
    public void A_requirement_that_is_not_well_formed_is_reported_once(string expression, string code) =>
        From($"[{{podSelector: {{matchExpressions: [{expression}]}}}}]").Reports(code).IsUnknown("shop/web", "shop/db");

    [Fact]
    public void A_label_longer_than_63_characters_is_refused()
    {
        string longest = new('a', 63);
        From($"[{{podSelector: {{matchLabels: {{{longest}: {longest}}}}}}}]").IsClean();
        From($"[{{podSelector: {{matchLabels: {{app: §{longest}a}}}}}}]").Reports("PE3009");
        From($"[{{podSelector: {{matchLabels: {{§{longest}a: web}}}}}}]").Reports("PE3009");
    }
}
