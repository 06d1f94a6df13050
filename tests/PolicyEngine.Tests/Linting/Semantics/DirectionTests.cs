namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class DirectionTests
{
    [Theory]
    [InlineData("{podSelector: {}, egress: [{}]}", 1)]
    [InlineData("{podSelector: {}, egress: [{}], policyTypes: []}", 1)]
    [InlineData("{podSelector: {}, egress: [{}], ingress: []}", 0)]
    [InlineData("{podSelector: {}, egress: [{}], policyTypes: [Ingress, Egress]}", 0)]
    [InlineData("{podSelector: {}, egress: []}", 0)]
    public void Egress_rules_alone_close_ingress(string spec, int findings) => Assert.Equal(findings, Lint.Messages("NP2007", LintYaml.Policy("shop", "p", spec)).Length);

    [Fact]
    public void Calico_takes_such_a_policy_for_one_of_egress() => Assert.Empty(Lint.Messages("NP2007", LintYaml.Calico("NetworkPolicy", "{name: p, namespace: shop}", "{egress: [{action: Allow}]}")));

    [Fact]
    public void One_omission_is_told_once() => Assert.Empty(Lint.Messages("NP2006", LintYaml.Policy("shop", "p", "{podSelector: {}, egress: [{}]}")));

    [Theory]
    [InlineData("web", 1)]
    [InlineData("default-deny", 0)]
    [InlineData("isolate-web", 0)]
    public void A_policy_without_rules_is_told_unless_its_name_does(string name, int findings) => Assert.Equal(findings, Lint.Messages("NP2008", LintYaml.Policy("shop", name, "{podSelector: {}}")).Length);

    [Fact]
    public void A_port_without_protocol_has_its_own_place() => Assert.Equal(
        "spec.ingress[0].ports[1]",
        Assert.Single(Lint.With("NP2009", LintYaml.Policy("shop", "p", "{podSelector: {}, ingress: [{ports: [{port: 80, protocol: TCP}, {port: 81}]}]}")).Findings, finding => finding.Rule.Id == "NP2009").Target.Path);
}
