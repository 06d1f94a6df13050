using PolicyEngine.Binding;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting.Input;

/// <summary>What reading finds is passed on by rules, with the object and the way to the place.</summary>
public sealed class DiagnosticRuleTests
{
    public static TheoryData<string> Codes =>
        [.. ReadingDiagnostics.All.Concat(BindingDiagnostics.All).Where(descriptor => descriptor.Severity != Severity.Note).Select(descriptor => descriptor.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_error_and_warning_of_reading_belongs_to_one_rule(string code) =>
        Assert.Single(BuiltInRules.All.OfType<DiagnosticRule>(), rule => rule.Told.Any(told => told.Code == code));

    [Fact]
    public void A_diagnostic_becomes_a_finding_with_object_and_path()
    {
        Finding finding = Only("NP1014", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {}
              ingress:
              - ports: [{port: 80}, {port: Http}]
            """);

        Assert.Equal("NetworkPolicy/shop/redis", finding.Target.ObjectName);
        Assert.Equal("shop", finding.Target.Namespace);
        Assert.Equal("spec.ingress[0].ports[1].port", finding.Target.Path);
        Assert.Equal((7, 32), (finding.Span.Line, finding.Span.Column));
        Assert.Equal("`Http` is not a port name", finding.Message);
        Assert.NotEmpty(finding.Hint);
    }

    [Fact]
    public void A_key_is_told_from_the_mapping_that_begins_with_it() =>
        Assert.Equal("spec.podSelectr", Only("NP1003", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelectr: {}
            """).Target.Path);

    [Fact]
    public void A_mapping_is_told_from_its_first_key() =>
        Assert.Equal("spec.ingress[0].from[0]", Only("NP1008", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {}
              ingress:
              - from:
                - podSelector: {}
                  ipBlock: {cidr: 10.0.0.0/8}
            """).Target.Path);

    [Fact]
    public void An_object_that_is_no_policy_is_named_too() =>
        Assert.Equal(("GlobalNetworkSet/offices", "spec.nets[0]"), Place(Only("NP1009", """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: offices}
            spec: {nets: [office]}
            """)));

    [Fact]
    public void What_is_wrong_with_a_name_is_told_at_the_name() =>
        Assert.Equal(("NetworkPolicy/shop/My_Policy", "metadata.name"), Place(Only("NP1019", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: My_Policy, namespace: shop}
            spec: {podSelector: {}}
            """)));

    [Fact]
    public void A_key_given_twice_is_in_its_object() =>
        Assert.Equal("NetworkPolicy/shop/redis", Only("NP1002", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {}
              podSelector: {matchLabels: {app: redis}}
            """).Target.ObjectName);

    [Fact]
    public void A_document_that_could_not_be_read_is_not_taken_for_the_one_before_it()
    {
        Finding finding = Only("NP1001", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec: {podSelector: {}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            spec: [
            """);

        Assert.Equal("", finding.Target.ObjectName);
        Assert.Equal("", finding.Target.Path);
    }

    [Fact]
    public void An_item_of_a_list_is_an_object_of_its_own() =>
        Assert.Equal(("NetworkPolicy/shop/b", "spec.policyTypes[0]"), Place(Only("NP1017", """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: a, namespace: shop}
              spec: {podSelector: {}}
            - apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: b, namespace: shop}
              spec: {podSelector: {}, policyTypes: [ingress]}
            """)));

    [Fact]
    public void A_policy_of_the_default_namespace_is_called_by_it() =>
        Assert.Equal("NetworkPolicy/default/redis", Only("NP1017", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis}
            spec: {podSelector: {}, policyTypes: [ingress]}
            """).Target.ObjectName);

    [Fact]
    public void Without_the_text_findings_have_their_place_and_no_fix()
    {
        LoadResult loaded = new PolicyLoader().LoadText("""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec: {podSelector: {}, policyTypes: [ingress]}
            """);

        Finding finding = Assert.Single(new Linter().Run(loaded).Findings);

        Assert.Equal(("NP1017", 4), (finding.Rule.Id, finding.Span.Line));
        Assert.Null(finding.Fix);
    }

    [Fact]
    public void A_selector_of_more_than_1024_characters_is_found() =>
        Assert.Single(Lint.Messages("NP6002", $$"""
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: a}
            spec: {selector: "app == '{{new string('x', 1024)}}'" }
            """));

    [Theory]
    [InlineData(262_144, 0)]
    [InlineData(262_145, 1)]
    public void Annotations_may_have_256_KiB(int size, int findings)
    {
        string yaml = $$"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: redis
              namespace: shop
              annotations:
                a: {{new string('x', size - 1)}}
            spec: {podSelector: null}
            """;

        Assert.Equal(findings, Lint.Messages("NP6011", yaml).Length);
        Assert.Null(Lint.Load(yaml).Snapshot.Model.Policies[0].Fault);
    }

    [Fact]
    public void Domain_names_and_named_ports_are_told_of_whatever_the_profile()
    {
        const string yaml = """
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: a}
            spec:
              tier: Admin
              priority: 10
              subject: {namespaces: {}}
              egress:
              - {action: Pass, to: [{domainNames: [example.com]}, {namespaces: {}}], protocols: [{destinationNamedPort: http}]}
              - {action: Accept, to: [{domainNames: [example.com]}], protocols: [{tcp: {destinationPort: {number: 80}}}]}
              - {action: Deny, to: [{namespaces: {}}], protocols: [{destinationNamedPort: http}]}
            """;

        foreach (Model.EnforcementProfile profile in Model.EnforcementProfile.All)
        {
            LintReport report = new Linter().Run(new PolicyLoader(new LoadOptions { Profile = profile, KeepsText = true }).LoadText(yaml));
            Assert.Equal(["NP7004", "NP7006"], report.Findings.Select(finding => finding.Rule.Id).Where(id => id is "NP7004" or "NP7006"), StringComparer.Ordinal);
        }
    }

    private static (string, string) Place(Finding finding) => (finding.Target.ObjectName, finding.Target.Path);

    private static Finding Only(string id, string yaml) => Assert.Single(Lint.With(id, yaml).Findings, finding => finding.Rule.Id == id);
}
