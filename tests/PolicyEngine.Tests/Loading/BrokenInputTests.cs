using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Loading;

/// <summary>What cannot be read or is not understood is told, hides nothing else, and is never taken for nothing.</summary>
public sealed class BrokenInputTests
{
    private const string First = "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: first}, spec: {order: 1}}\n---\n"
        + "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: first.allow}, spec: {tier: first, ingress: [{action: Allow}], egress: [{action: Allow}]}}";

    [Fact]
    public void A_broken_document_hides_no_other_and_makes_verdicts_unknown()
    {
        Scenario broken = Scenario.Of(Scenario.Documents("kind: NetworkPolicy\nmetadata: {name: a", First));
        Assert.Contains("PE1001", broken.Loaded.Diagnostics.Select(found => found.Code), StringComparer.Ordinal);
        Assert.Contains(broken.Loaded.Snapshot.Model.Policies, policy => policy.Name.Name == "first.allow");

        // It may have been a policy of a tier before all others.
        broken.IsUnknown("bank/web", "shop/web");
        Scenario.Of(First).Allows("bank/web", "shop/web");
    }

    [Fact]
    public void A_file_that_cannot_be_read_makes_verdicts_unknown()
    {
        LoadResult loaded = new PolicyLoader().Load([PolicySource.FromText("cluster.yaml", TestCluster.Yaml), .. PolicySource.FromPath("/nowhere/policy.yaml")]);
        Diagnostic found = Assert.Single(loaded.Diagnostics);
        Assert.Equal(("PE1009", Severity.Error, "/nowhere/policy.yaml"), (found.Code, found.Severity, found.Span.File));
        Assert.Equal(VerdictKind.Unknown, loaded.Snapshot.Ask(new Query { From = "bank/web", To = "shop/web", Port = "80" }).Verdict);
    }

    [Theory]
    [InlineData("§{apiVersion: extensions/v1beta1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}}", "PE3050")]
    [InlineData("§{apiVersion: networking.k8s.io/v1beta1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}}", "PE3050")]
    [InlineData("§{apiVersion: v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}}", "PE3050")]
    [InlineData("§{kind: NetworkPolicy, metadata: {name: a, namespace: shop}}", "PE3050")]
    [InlineData("§{apiVersion: networking.k8s.io/v1, kind: Networkpolicy, metadata: {name: a, namespace: shop}}", "PE3013")]
    [InlineData("§{apiVersion: projectcalico.org/v3, kind: NetworkPolcy, metadata: {name: a, namespace: shop}}", "PE3013")]
    public void A_policy_of_a_version_or_spelling_not_understood_makes_its_namespace_unknown(string document, string code) => Scenario.Of(document)
        .Reports(code, Severity.Warning)
        .IsUnknown("bank/web", "shop/web")
        .IsUnknown("shop/web", "bank/web")
        .Allows("bank/web", "bank/db");

    [Fact]
    public void A_policy_not_understood_without_namespace_is_in_the_default_one() =>
        Scenario.Of("{apiVersion: extensions/v1beta1, kind: NetworkPolicy, metadata: {name: a}}").Allows("bank/web", "shop/web");

    [Theory]
    [InlineData("policy.networking.k8s.io/v1alpha3", "ClusterNetworkPolicy", "PE3050", Severity.Warning)]
    [InlineData("policy.networking.k8s.io/v1beta1", "AdminNetworkPolicy", "PE3050", Severity.Warning)]
    [InlineData("policy.networking.k8s.io/v1alpha1", "BaselineAdminNetworkPolicy", "PE3003", Severity.Error)]
    public void Cluster_policies_not_understood_make_verdicts_unknown_whatever_namespace_they_claim(string version, string kind, string code, Severity severity) =>
        Scenario.Of($"§{{apiVersion: {version}, kind: {kind}, metadata: {{name: default, namespace: bank}}, spec: §{{}}}}")
            .Reports(code, severity, code == "PE3050" ? 0 : 1)
            .IsUnknown("shop/bare", "shop/web");

    [Theory]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy")]
    [InlineData("crd.antrea.io/v1beta1", "NetworkPolicy")]
    public void Policies_of_other_systems_are_told_of_and_not_guessed_at(string version, string kind)
    {
        Scenario scenario = Scenario.Of($"§{{apiVersion: {version}, kind: {kind}, metadata: {{name: a}}}}").Reports("PE3051", Severity.Warning).Allows("bank/web", "shop/web");
        Assert.Equal(1, scenario.Loaded.PassedOver[$"{version}/{kind}"]);
    }

    [Fact]
    public void A_policy_kind_of_an_unknown_group_is_told_of() =>
        Scenario.Of("§{apiVersion: example.com/v1, kind: NetworkPolicy, metadata: {name: a}}").Reports("PE3019", Severity.Warning).Allows("bank/web", "shop/web");

    [Theory]
    [InlineData("§{metadata: {name: a}, data: {}}", false)]
    [InlineData("§{apiVersion: networking.k8s.io/v1, metadata: {name: a}}", true)]
    [InlineData("§{metadata: {name: a}, spec: {podSelector: {}}}", true)]
    public void A_document_without_kind_counts_as_policy_where_it_looks_like_one(string document, bool mayBePolicy)
    {
        Scenario scenario = Scenario.Of(document).Reports("PE3015", Severity.Warning);
        _ = mayBePolicy ? scenario.IsUnknown("bank/web", "shop/web") : scenario.Allows("bank/web", "shop/web");
    }

    [Theory]
    [InlineData("{replicaCount: 1, image: {tag: '2'}}")]
    [InlineData("{\"version\": 1, \"findings\": []}")]
    public void What_does_not_look_like_an_object_is_passed_over(string document)
    {
        LoadResult loaded = new PolicyLoader().LoadText(document);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(1, loaded.PassedOver["(no kind)"]);
    }

    [Theory]
    [InlineData("metadata: §text", "PE3002")]
    [InlineData("metadata: {name: §1}", "PE3002")]
    [InlineData("metadata: {name: a, namespace: §{}}", "PE3002")]
    [InlineData("metadata: {name: a, labels: §[]}", "PE3002")]
    [InlineData("metadata: {name: a, labels: {x: §[]}}", "PE3017")]
    public void Metadata_of_the_wrong_type_is_reported(string metadata, string code) => Scenario.Of($"{{apiVersion: v1, kind: Pod, {metadata}}}").Reports(code);

    [Fact]
    public void Ten_thousand_errors_are_bounded_and_counted()
    {
        string text = string.Join("\n---\n", Enumerable.Range(0, 10_000).Select(number =>
            $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p{number}, namespace: shop}}, spec: {{wrong: 1}}}}"));
        LoadResult loaded = new PolicyLoader().LoadText(text, "many.yaml");
        Assert.Equal(201, loaded.Diagnostics.Length);
        Diagnostic last = loaded.Diagnostics[^1];
        Assert.Equal(("PE1000", Severity.Note), (last.Code, last.Severity));
        Assert.Contains("9800", last.Message, StringComparison.Ordinal);
        Assert.True(loaded.HasErrors);
        Assert.Equal(10_000, loaded.Snapshot.Model.Policies.Length);
    }
}
