using PolicyEngine.Linting;
using PolicyEngine.Model;

namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class AddressTests
{
    // S17: the service is translated before policy looks.
    [Theory]
    [InlineData("10.96.0.1/32", 1)]
    [InlineData("10.96.0.0/12", 1)]
    [InlineData("10.96.0.2/32", 0)]
    [InlineData("10.0.0.0/8", 0)]
    [InlineData("0.0.0.0/0", 0)]
    [InlineData("203.0.113.5/32", 1)]
    public void A_block_of_services_is_found(string block, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2026",
        LintYaml.Service("default", "kubernetes", "{clusterIP: 10.96.0.1, ports: [{port: 443}]}") + LintYaml.Service("shop", "web", "{externalIPs: [203.0.113.5], ports: [{port: 80}]}") + Egress(block)).Length);

    [Fact]
    public void A_block_with_pods_is_about_pods() => Assert.Empty(Lint.Messages(
        "NP2026", LintYaml.Service("default", "kubernetes", "{clusterIP: 10.96.0.1, ports: [{port: 443}]}") + LintYaml.Pod("shop", "a", "app: a", "status: {podIP: 10.96.7.7}") + Egress("10.96.0.0/16")));

    [Theory]
    [InlineData("10.244.2.30/32", 1)]
    [InlineData("10.244.2.31/32", 0)]
    [InlineData("10.244.2.0/24", 1)]
    [InlineData("10.244.0.0/16", 0)]
    [InlineData("10.244.9.0/24", 0)]
    [InlineData("10.0.0.0/8", 0)]
    public void An_address_of_a_pod_is_found(string block, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2027", Pool + LintYaml.Pod("shop", "redis-0", "app: redis", "status: {podIP: 10.244.2.30}") + Egress(block)).Length);

    [Fact]
    public void An_address_that_a_pod_asked_for_stays() => Assert.Empty(Lint.Messages("NP2027", """
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, annotations: {cni.projectcalico.org/ipAddrs: '["10.244.2.30"]'}}
        status: {podIP: 10.244.2.30}
        ---

        """ + Egress("10.244.2.30/32")));

    [Theory]
    [InlineData("0.0.0.0/0", 1)]
    [InlineData("10.0.0.0/8", 1)]
    [InlineData("10.244.0.0/16", 0)]
    [InlineData("192.0.0.0/8", 0)]
    [InlineData("0.0.0.0/0, except: [10.0.0.0/8]", 0)]
    [InlineData("0.0.0.0/0, except: [192.168.0.0/16]", 1)]
    public void A_block_that_holds_the_cluster_is_found(string block, int findings) => Assert.Equal(findings, Lint.Messages("NP2028", Pool + Egress(block)).Length);

    [Fact]
    public void Blocks_that_are_about_the_outside_hold_no_cluster()
    {
        LoadResult input = new PolicyLoader(LoadOptions.Default with { Profile = EnforcementProfile.ExternalBlocks }).LoadText(Pool + Egress("0.0.0.0/0"));

        Assert.DoesNotContain(new Linter().Run(input).Findings, finding => finding.Rule.Id == "NP2028");
    }

    [Theory]
    [InlineData("10.0.0.1", 0)]
    [InlineData("fd00::1", 1)]
    public void Blocks_of_a_family_that_the_cluster_does_not_use_hold_nothing_of_it(string address, int findings) => Assert.Equal(
        findings, Lint.Messages("NP2028", LintYaml.Pod("shop", "a", "app: a", $"status: {{podIP: '{address}'}}") + Egress("'::/0'")).Length);

    private static string Pool => LintYaml.Calico("IPPool", "{name: pods}", "{cidr: 10.244.0.0/16}");

    private static string Egress(string block) => LintYaml.Policy("shop", "batch", $"{{podSelector: {{matchLabels: {{app: batch}}}}, policyTypes: [Egress], egress: [{{to: [{{ipBlock: {{cidr: {block}}}}}]}}]}}");
}
