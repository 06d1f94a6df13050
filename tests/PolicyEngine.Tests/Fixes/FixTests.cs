using PolicyEngine.Fixes;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Fixes;

/// <summary>What is proposed in plain situations.</summary>
public sealed class FixTests
{
    private const string DenyAll = """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny-all, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
        """;

    private const string SecurityTier = "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: security}, spec: {order: 100}}";

    [Fact]
    public void Nodes_that_a_block_lets_in_are_side_effects()
    {
        const string node = "{apiVersion: v1, kind: Node, metadata: {name: n9}, status: {addresses: [{type: InternalIP, address: 192.168.9.9}]}}";
        Assert.Contains(Fix([DenyAll, node], "external", "shop/db", "80").SideEffects, effect => effect.Source == "192.168.9.9");
    }

    [Fact]
    public void A_pod_that_nothing_may_reach_gets_one_more_policy_for_exactly_the_flow()
    {
        PolicyFix fix = Fix([DenyAll], "bank/web", "shop/db", "80");

        Assert.Equal(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: allow-bank-web-to-shop-db-ingress
              namespace: shop
            spec:
              podSelector:
                matchLabels:
                  app: db
                  empty: ""
              policyTypes:
              - Ingress
              ingress:
              - from:
                - namespaceSelector:
                    matchLabels:
                      kubernetes.io/metadata.name: bank
                  podSelector:
                    matchLabels:
                      app: web
                ports:
                - protocol: TCP
                  port: 80

            """,
            fix.Yaml);
        Assert.Equal("the new NetworkPolicy/shop/allow-bank-web-to-shop-db-ingress allows it", fix.Summary);
        Assert.Empty(fix.SideEffects);
        Assert.Empty(fix.Notes);
    }

    [Fact]
    public void Where_both_halves_deny_there_are_two_policies()
    {
        PolicyFix fix = Fix([DenyAll], "shop/web", "shop/db", "80");

        Assert.Equal(2, fix.Yaml.Split("---\n").Length);
        Assert.Contains("- podSelector:", fix.Yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("namespaceSelector", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void Pods_of_the_same_labels_are_told_as_side_effects()
    {
        const string Twin = "{apiVersion: v1, kind: Pod, metadata: {name: twin, namespace: bank, labels: {app: web}}, status: {podIP: 10.0.1.9}}";
        PolicyFix fix = Fix([DenyAll, Twin], "bank/web", "shop/db", "80");

        SideEffect effect = Assert.Single(fix.SideEffects);
        Assert.Equal(("bank/twin", "shop/db", "TCP 80", 1), (effect.Source, effect.Destination, effect.Allowed.ToString(), effect.Pairs));
        Assert.Equal(1, fix.ChangedPairs);
    }

    [Fact]
    public void A_group_is_named_by_what_its_members_have_in_common()
    {
        PolicyFix fix = Fix([DenyAll], "ns/bank", "shop/db", "80");

        Assert.Contains("podSelector: {}", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Theory]
    [InlineData("203.0.113.7", "\"203.0.113.7/32\"")]
    [InlineData("203.0.113.0/24", "\"203.0.113.0/24\"")]
    [InlineData("2001:db8::7", "\"2001:db8::7/128\"")]
    public void An_address_is_named_by_its_block(string from, string block)
    {
        PolicyFix fix = Fix([DenyAll], from, "shop/db", "80");

        Assert.Contains($"cidr: {block}", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void What_is_true_of_all_outside_is_true_of_pods_too()
    {
        PolicyFix fix = Fix([DenyAll], "external", "shop/db", "80");

        Assert.Contains("cidr: \"0.0.0.0/0\"", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains(fix.SideEffects, effect => effect.Source == "bank/db");
    }

    [Fact]
    public void Without_a_port_all_traffic_is_allowed()
    {
        PolicyFix fix = Fix([DenyAll], "bank/web", "shop/db", null);

        Assert.DoesNotContain("ports", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void What_NetworkPolicy_has_no_words_for_is_said_in_Calicos()
    {
        PolicyFix fix = Fix([DenyAll], new Query { From = "10.0.1.1", To = "10.0.0.2", IcmpType = 8, IcmpCode = 0 });

        Assert.StartsWith("apiVersion: projectcalico.org/v3\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("  - action: Allow\n    protocol: ICMP\n    icmp:\n      type: 8\n      code: 0\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void In_both_families_ICMP_is_named_by_its_number()
    {
        PolicyFix fix = Fix([DenyAll], new Query { From = "bank/web", To = "shop/db", IcmpType = 8 });

        Assert.Contains("    protocol: 1\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void A_source_port_is_part_of_the_flow()
    {
        PolicyFix fix = Fix([DenyAll], new Query { From = "bank/web", To = "shop/db", Port = "80", SourcePort = 1024 });

        Assert.Contains("    source:\n      namespaceSelector: \"projectcalico.org/name == 'bank'\"\n      selector: \"app == 'web'\"\n      ports:\n      - 1024\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void A_service_is_allowed_on_the_ports_of_its_pods()
    {
        const string Service = "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {selector: {app: db}, ports: [{port: 1, targetPort: http}]}}";
        PolicyFix fix = Fix([DenyAll, Service], "bank/web", "svc/shop/db", "1");

        Assert.Contains("      port: 8080\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void A_host_endpoint_gets_a_global_policy()
    {
        const string Host = "{apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: w1-eth0, labels: {role: worker}}, spec: {node: w1, interfaceName: eth0, expectedIPs: [192.0.2.1]}}";
        PolicyFix fix = Fix([Host, Scenario.GlobalPolicy("some", "{selector: role == 'worker', types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]}")], "203.0.113.7", "hep/w1-eth0", "80");

        Assert.Contains("kind: GlobalNetworkPolicy\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("  selector: \"role == 'worker'\"\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void Labels_that_no_policy_can_name_break_no_document()
    {
        const string Hostile = "{apiVersion: v1, kind: Pod, metadata: {name: odd, namespace: shop, labels: {\"x\\n- y: 'z\": \"' || all() || \\\"\"}}, status: {podIP: 10.0.0.9}}";
        FixAnswer answer = Load([DenyAll, Hostile]).Fix(new Query { From = "bank/web", To = "shop/odd", Port = "80" });

        Assert.True(answer.Fixes.IsEmpty == (answer.Obstacle is not null));
    }

    [Fact]
    public void A_rule_that_denies_is_preceded_in_its_tier()
    {
        PolicyFix fix = Fix(
            [
                SecurityTier,
                Scenario.GlobalPolicy("security.first", "{tier: security, order: 4, types: [Ingress], ingress: [{action: Pass, source: {nets: [192.0.2.0/24]}}]}"),
                Scenario.GlobalPolicy("security.block", "{tier: security, order: 10, types: [Ingress], ingress: [{action: Deny, source: {selector: app == 'web'}}, {action: Pass}]}"),
            ],
            "bank/web",
            "shop/db",
            "80");

        Assert.Contains("name: security.allow-bank-web-to-shop-db-ingress\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("  order: 7\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Equal(
            "in tier security it has to come before GlobalNetworkPolicy/security.block (order 10), which denies it; no later tier decides about this traffic any more",
            Assert.Single(fix.Notes));
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void The_end_of_a_tier_is_preceded_too()
    {
        PolicyFix fix = Fix(
            [SecurityTier, Scenario.GlobalPolicy("security.some", "{tier: security, types: [Ingress], ingress: [{action: Pass, protocol: UDP}]}")], "bank/web", "shop/db", "80");

        Assert.Contains("  tier: security\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void An_administrators_denial_is_preceded_by_a_smaller_priority()
    {
        PolicyFix fix = Fix([AdminDenial(10)], "bank/web", "shop/db", "80");

        Assert.Contains("kind: AdminNetworkPolicy\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("  priority: 9\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("- action: Allow\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void Nothing_comes_before_the_first_priority()
    {
        FixAnswer answer = Load([AdminDenial(0)]).Fix(new Query { From = "bank/web", To = "shop/db", Port = "80" });

        Assert.Empty(answer.Fixes);
        Assert.Equal("AdminNetworkPolicy/guard ingress[0] denies it, and no priority before 0 is free in tier kube-admin", answer.Obstacle);
    }

    [Fact]
    public void A_pod_that_is_not_isolated_is_denied_one_flow_and_stays_open_to_the_rest()
    {
        PolicyFix fix = Fix([], "bank/web", "shop/db", "80");

        Assert.Equal(VerdictKind.Denied, fix.Verdict);
        Assert.Contains("- action: Deny\n", fix.Yaml, StringComparison.Ordinal);
        Assert.EndsWith("  - action: Pass\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void What_a_rule_allows_is_denied_before_it()
    {
        PolicyFix fix = Fix([Scenario.KubernetesPolicy("open", "{podSelector: {}, ingress: [{}]}")], "bank/web", "shop/db", "80");

        Assert.Contains("  order: 999\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("- action: Deny\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Fact]
    public void Without_Calico_an_administrators_policy_denies()
    {
        PolicyFix fix = Load([], EnforcementProfile.Kubernetes).Fix(new Query { From = "bank/web", To = "shop/db", Port = "80" }).Fixes.Single();

        Assert.Contains("kind: AdminNetworkPolicy\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Contains("- action: Deny\n", fix.Yaml, StringComparison.Ordinal);
        Assert.Empty(fix.SideEffects);
    }

    [Theory]
    [InlineData("shop/db", "shop/db", "policy does not apply to such traffic")]
    [InlineData("203.0.113.7", "203.0.113.8", "the address belongs to no endpoint, so no policy governs this side, and no new policy can deny this traffic and leave the rest as it is")]
    [InlineData("shop/nobody", "shop/db", "there is no pod `shop/nobody`")]
    public void Where_no_policy_helps_a_sentence_says_so(string from, string to, string obstacle)
    {
        FixAnswer answer = Load([]).Fix(new Query { From = from, To = to, Port = "80" });

        Assert.Empty(answer.Fixes);
        Assert.StartsWith(obstacle, answer.Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_is_not_mended_by_a_policy()
    {
        FixAnswer answer = Load(["{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: broken, namespace: shop}, spec: {podSelectr: {}}}"])
            .Fix(new Query { From = "bank/web", To = "shop/db", Port = "80" });

        Assert.Equal("the verdict is unknown; first the input has to say what is missing", answer.Obstacle);
    }

    [Fact]
    public void Labels_that_look_like_something_else_are_quoted()
    {
        const string Odd = "{apiVersion: v1, kind: Pod, metadata: {name: odd, namespace: shop, labels: {a: 'yes', b: '12', c: 1e3, d: 'null'}}, status: {podIP: 10.0.0.9}}";
        PolicyFix fix = Fix([DenyAll, Odd], "bank/web", "shop/odd", "80");

        Assert.Contains("      a: \"yes\"\n      b: \"12\"\n      c: \"1e3\"\n      d: \"null\"\n", fix.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_taken_is_not_used_again()
    {
        PolicyFix fix = Fix([DenyAll, Scenario.KubernetesPolicy("allow-bank-web-to-shop-db-ingress", "{podSelector: {}}")], "bank/web", "shop/db", "80");

        Assert.Contains("name: allow-bank-web-to-shop-db-ingress-2\n", fix.Yaml, StringComparison.Ordinal);
    }

    private static string AdminDenial(int priority) => $$$"""
        {apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: guard},
         spec: {priority: {{{priority}}}, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}
        """;

    private static PolicyFix Fix(string[] documents, string from, string to, string? port) => Fix(documents, new Query { From = from, To = to, Port = port });

    /// <summary>The one proposal, which has to do what it promises.</summary>
    private static PolicyFix Fix(string[] documents, Query query)
    {
        PolicySnapshot snapshot = Load(documents);
        FixAnswer answer = snapshot.Fix(query);
        Assert.Null(answer.Obstacle);
        PolicyFix fix = Assert.Single(answer.Fixes);
        LoadResult over = snapshot.With([PolicySource.FromText("fix.yaml", fix.Yaml)]);
        Assert.Empty(over.Diagnostics);
        Assert.Equal(fix.Verdict, over.Snapshot.Ask(query).Verdict);
        return fix;
    }

    private static PolicySnapshot Load(string[] documents, EnforcementProfile? profile = null) =>
        new PolicyLoader(new LoadOptions { Profile = profile ?? EnforcementProfile.CalicoIptables }).Load(
            [PolicySource.FromText("cluster.yaml", TestCluster.Yaml), PolicySource.FromText("policies.yaml", string.Join("\n---\n", documents))]).Snapshot;
}
