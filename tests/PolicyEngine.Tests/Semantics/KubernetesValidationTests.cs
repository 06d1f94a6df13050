using PolicyEngine.Compilation;

namespace PolicyEngine.Tests.Semantics;

/// <summary>What the API server refuses: the place of the error, and that nothing is allowed or denied because of it.</summary>
public sealed class KubernetesValidationTests
{
    [Theory]
    [InlineData("{podSelector: {}, policyTypes: [Ingress, §egress]}", "PE3027")]
    [InlineData("{podSelector: {}, policyTypes: [Ingress, Egress, §Ingress]}", "PE3027")]
    [InlineData("{podSelector: {}, policyTypes: §Ingress}", "PE3002")]
    [InlineData("{podSelector: {}, policyTypes: [§1]}", "PE3002")]
    [InlineData("{podSelector: §[], policyTypes: [Ingress]}", "PE3002")]
    [InlineData("{podSelector: {}, ingress: §{}}", "PE3002")]
    [InlineData("{§podSelectr: {}}", "PE3001")]
    [InlineData("{podSelector: {§matchLabel: {a: b}}}", "PE3001")]
    [InlineData("{podSelector: {matchLabels: {app: §1}}}", "PE3017")]
    public void A_policy_with_an_error_makes_its_whole_namespace_unknown_and_no_other(string spec, string code) => Scenario.Kubernetes(spec)
        .Reports(code)
        .ReportsOnly(code)
        .IsUnknown("bank/web", "shop/web", ingress: ReasonCode.PolicyNotUnderstood)
        .IsUnknown("shop/web", "192.0.2.1", egress: ReasonCode.PolicyNotUnderstood)
        .Allows("bank/web", "bank/db");

    [Fact]
    public void An_unknown_field_comes_with_the_nearest_name() =>
        Scenario.Kubernetes("{podSelector: {}, ingress: [{§form: []}]}").Reports("PE3001", message: "`form`", hint: "did you mean `from`?");

    [Fact]
    public void A_broken_rule_never_widens_and_never_narrows_what_others_decide() => Scenario.Kubernetes("""
        podSelector: {matchLabels: {app: web}}
        ingress:
        - from: [{podSelector: {matchLabels: {app: db}}}]
          ports: [{port: 80}]
        - from: [{podSelector: {}}]
          ports: [{port: §80a_}]
        """)
        .Reports("PE3039")
        .Allows("shop/db", "shop/web", "tcp/80", ingress: ReasonCode.AdmittedByRule)
        .IsUnknown("shop/db", "shop/web", "tcp/81", ingress: ReasonCode.PolicyNotUnderstood)
        .IsUnknown("192.0.2.1", "shop/web", "tcp/80")
        .Allows("192.0.2.1", "shop/db")
        .Allows("shop/web", "192.0.2.1");

    [Fact]
    public void A_broken_policy_cannot_take_away_what_another_allows() => Scenario.Of(Scenario.Documents(
        Scenario.KubernetesPolicy("good", "{podSelector: {}, ingress: [{ports: [{port: 80}]}]}"),
        Scenario.KubernetesPolicy("broken", "{podSelector: {}, policyTypes: [§None]}")))
        .Reports("PE3027")
        .Allows("bank/web", "shop/web", "tcp/80")
        .IsUnknown("bank/web", "shop/web", "tcp/81");

    [Theory]
    [InlineData("§null")]
    [InlineData("§allow")]
    public void A_rule_that_is_no_mapping_is_refused(string rule) =>
        Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{rule}]}}").Reports("PE3002").ReportsOnly("PE3002").IsUnknown("bank/web", "shop/web");

    [Fact]
    public void A_key_given_twice_makes_the_rule_unknown() => Scenario.Kubernetes("""
        podSelector: {}
        ingress:
        - ports: [{port: 80}]
          §ports: [{port: 81}]
        """).Reports("PE1003").IsUnknown("bank/web", "shop/web", "tcp/80").IsUnknown("bank/web", "shop/web", "tcp/81");

    [Fact]
    public void A_label_given_twice_in_a_selector_makes_the_policy_unknown() => Scenario.Kubernetes("podSelector: {matchLabels: {app: web, §app: db}}")
        .Reports("PE1003")
        .IsUnknown("bank/web", "shop/bare");

    [Theory]
    [InlineData("My_Policy")]
    [InlineData("-a")]
    [InlineData("a..b")]
    public void A_policy_with_a_name_the_api_server_refuses_means_what_it_says_all_the_same(string name) =>
        Scenario.Of($"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: §\"{name}\", namespace: shop}}, spec: {{podSelector: {{matchLabels: {{app: web}}}}}}}}")
            .Reports("PE3016")
            .Denies("bank/web", "shop/web")
            .Allows("bank/web", "shop/db");

    [Fact]
    public void A_policy_without_name_is_unknown() =>
        Scenario.Of("§{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop}, spec: {}}").Reports("PE3016").IsUnknown("bank/web", "shop/web");

    [Theory]
    [InlineData("v1, kind: Pod")]
    [InlineData("v1, kind: Namespace")]
    [InlineData("v1, kind: Service")]
    [InlineData("v1, kind: Node")]
    [InlineData("v1, kind: ServiceAccount")]
    [InlineData("apps/v1, kind: Deployment")]
    public void An_object_without_name_is_passed_over(string kind)
    {
        string document = $"{{apiVersion: {kind}, metadata: {{labels: {{app: web}}}}, spec: {{template: {{metadata: {{labels: {{app: web}}}}}}}}}}";

        Scenario.Of($"§{document}").Reports("PE3016", message: "has no name and is passed over");
        Assert.DoesNotContain(new PolicyLoader().LoadText(document).Snapshot.Model.Endpoints, endpoint => endpoint.Name.Length == 0);
    }

    [Fact]
    public void An_object_whose_name_is_generated_needs_none() =>
        Assert.Empty(new PolicyLoader().LoadText("{apiVersion: v1, kind: Pod, metadata: {generateName: a-}}").Diagnostics);

    [Fact]
    public void Row_67_a_namespace_called_y_must_be_quoted() =>
        Scenario.Of("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: §y}, spec: {podSelector: {}}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: \"y\"}, status: {podIP: 10.8.8.8}}")
            .Reports("PE3002", hint: "\"y\"")
            .IsUnknown("shop/web", "y/a")
            .Allows("bank/web", "shop/web");

    [Theory]
    [InlineData("y", "true")]
    [InlineData("n", "false")]
    [InlineData("on", "true")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("true", "true")]
    public void Row_67_a_label_value_that_yaml_does_not_read_as_a_string_must_be_quoted(string value, string taken)
    {
        Scenario.Kubernetes($"{{podSelector: {{}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: §{value}}}}}}}]}}]}}")
            .Reports("PE3017")
            .IsUnknown("shop/web", "shop/db");

        // A pod the API server refuses cannot be on the cluster; its label counts as typed readers take it.
        Scenario.Of($"{{apiVersion: v1, kind: Pod, metadata: {{name: a, namespace: shop, labels: {{v: §{value}}}}}, status: {{podIP: 10.8.8.8}}}}\n---\n"
            + Scenario.KubernetesPolicy("p", $"{{podSelector: {{matchLabels: {{v: \"{taken}\"}}}}}}"))
            .Reports("PE3017", hint: "quote")
            .Denies("bank/web", "shop/a")
            .Allows("bank/web", "shop/web");
    }

    [Fact]
    public void A_label_key_that_is_a_yaml_boolean_must_be_quoted()
    {
        Scenario.Kubernetes("podSelector: {matchLabels: {§y: yes-please}}").Reports("PE3017").IsUnknown("bank/web", "shop/web");
        Scenario.Of("{apiVersion: v1, kind: Namespace, metadata: {name: lab, labels: {§on: \"1\"}}}").Reports("PE3017");
    }

    [Fact]
    public void A_null_label_value_is_the_empty_value() =>
        Scenario.Kubernetes("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {empty: }}}]}]}").IsClean().Allows("shop/db", "shop/web").Denies("shop/bare", "shop/web");
}
