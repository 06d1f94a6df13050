namespace PolicyEngine.Tests.Linting.Security;

/// <summary>What isolates a pod, and what other linters take for it.</summary>
public sealed class IsolationTests
{
    private const string Web = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web, tier: front}}
        ---

        """;

    [Fact]
    public void A_policy_of_another_namespace_isolates_nothing()
    {
        // Checkov takes no notice of namespaces, and takes matchExpressions alone for a selector of everything.
        string yaml = Web + Policy("other", "{podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}, policyTypes: [Ingress, Egress]}");

        Assert.Single(Lint.Messages("NP4003", yaml));
    }

    [Theory]
    [InlineData("{podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}, policyTypes: [Ingress, Egress]}")]
    [InlineData("{podSelector: {matchLabels: {app: web, tier: front}}, policyTypes: [Ingress, Egress]}")]
    [InlineData("{podSelector: {}, policyTypes: [Ingress, Egress]}")]
    public void Any_selector_that_holds_isolates(string spec)
    {
        string yaml = Web + Policy("shop", spec);

        Assert.Empty(Lint.Messages("NP4001", yaml));
        Assert.Empty(Lint.Messages("NP4002", yaml));
        Assert.Empty(Lint.Messages("NP4003", yaml));
    }

    [Fact]
    public void Labels_of_the_template_count_and_not_those_of_the_workload()
    {
        const string Deployment = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: web}]}
            ---

            """;
        string yaml = Deployment + Policy("shop", "{podSelector: {matchLabels: {app: web}}}");

        Assert.Empty(Lint.Messages("NP4001", yaml));
        Assert.Equal(["no policy isolates the egress of `Deployment/shop/web`"], Lint.Messages("NP4002", yaml));
    }

    [Fact]
    public void Types_that_are_left_out_govern_ingress()
    {
        string yaml = Web + Policy("shop", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");

        Assert.Empty(Lint.Messages("NP4001", yaml));
        Assert.Single(Lint.Messages("NP4002", yaml));
    }

    [Fact]
    public void Egress_rules_alone_do_not_isolate_ingress()
    {
        string yaml = Web + Policy("shop", "{podSelector: {}, policyTypes: [Egress]}");

        Assert.Equal(["no policy isolates the ingress of `Pod/shop/web-0`"], Lint.Messages("NP4001", yaml));
        Assert.Empty(Lint.Messages("NP4002", yaml));
    }

    [Fact]
    public void An_object_without_namespace_is_in_the_default_one()
    {
        const string Yaml = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: all, namespace: default}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            """;

        Assert.Empty(Lint.Messages("NP4003", Yaml));
        Assert.Empty(Lint.Messages("NP4001", Yaml));
    }

    [Fact]
    public void Policies_for_each_workload_isolate_without_one_for_all()
    {
        const string Redis = """
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
            ---

            """;
        string yaml = Web + Redis + Policy("shop", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}")
            + "---\n" + Policy("shop", "{podSelector: {matchLabels: {app: redis}}, policyTypes: [Ingress, Egress]}", "redis");

        Assert.Empty(Lint.Messages("NP4001", yaml));
        Assert.Empty(Lint.Messages("NP4002", yaml));
        Assert.Equal(["no policy would isolate the ingress and egress of a new pod without labels in `Namespace/shop`"], Lint.Messages("NP4004", yaml));
    }

    [Theory]
    [InlineData("kind: GlobalNetworkPolicy\nmetadata: {name: deny}\nspec: {namespaceSelector: all(), types: [Ingress, Egress]}", true)]
    [InlineData("kind: StagedGlobalNetworkPolicy\nmetadata: {name: deny}\nspec: {namespaceSelector: all(), types: [Ingress, Egress]}", false)]
    [InlineData("kind: NetworkPolicy\nmetadata: {name: deny, namespace: shop}\nspec: {types: [Ingress, Egress]}", true)]
    public void Calico_policies_that_are_enforced_count(string policy, bool isolates)
    {
        string yaml = Web + "apiVersion: projectcalico.org/v3\n" + policy;

        Assert.Equal(isolates, Lint.Messages("NP4003", yaml).Length == 0);
        Assert.Equal(isolates, Lint.Messages("NP4004", yaml).Length == 0 && Lint.Messages("NP4003", yaml).Length == 0);
    }

    [Fact]
    public void A_tier_that_passes_by_default_isolates_nothing()
    {
        const string Tier = """
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: audit}
            spec: {order: 10, defaultAction: Pass}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: audit.metadata}
            spec: {tier: audit, namespaceSelector: all(), types: [Ingress, Egress], egress: [{action: Deny, destination: {nets: [169.254.169.254/32]}}]}
            """;

        Assert.Single(Lint.Messages("NP4003", Web + Tier));
    }

    [Fact]
    public void A_baseline_that_denies_all_pods_isolates()
    {
        const string Baseline = """
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: baseline}
            spec:
              tier: Baseline
              priority: 10
              subject: {namespaces: {}}
              ingress: [{action: Deny, from: [{namespaces: {}}]}]
            """;

        Assert.Empty(Lint.Messages("NP4001", Web + Baseline));
        Assert.Empty(Lint.Messages("NP4003", Web + Baseline));
        Assert.Single(Lint.Messages("NP4002", Web + Baseline));
    }

    [Fact]
    public void A_namespace_is_told_of_once_where_its_workloads_are_alike()
    {
        string pods = string.Concat(Enumerable.Range(0, 20).Select(number => $$$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: web-{{{number}}}, namespace: shop, labels: {app: web}}
            ---

            """));

        Assert.Equal(["no policy isolates the egress of any workload in `Namespace/shop`"], Lint.Messages("NP4002", pods + Policy("shop", "{podSelector: {}}")));
        Assert.Single(Lint.Messages("NP4003", pods));
        Assert.Empty(Lint.Messages("NP4001", pods));
        Assert.Empty(Lint.Messages("NP4002", pods));
        Assert.Empty(Lint.Messages("NP4004", pods));
    }

    [Fact]
    public void Pods_of_the_clusters_own_machinery_are_left_out() =>
        Assert.Empty(Lint.Messages("NP4003", Web.Replace("namespace: shop", "namespace: kube-system", StringComparison.Ordinal)));

    [Fact]
    public void An_allowance_beside_a_denial_is_told_of_although_the_pod_is_isolated()
    {
        string yaml = Web + Policy("shop", "{podSelector: {}, policyTypes: [Ingress]}") + "---\n" + Policy("shop", "{podSelector: {}, ingress: [{}]}", "allow-all");

        Assert.Empty(Lint.Messages("NP4001", yaml));
        Assert.Equal(["`NetworkPolicy/shop/allow-all` lets everybody connect to its pods on every port"], Lint.Messages("NP4005", yaml));
    }

    private static string Policy(string @namespace, string spec, string name = "web") => $$$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}}}
        spec: {{{spec}}}

        """;
}
