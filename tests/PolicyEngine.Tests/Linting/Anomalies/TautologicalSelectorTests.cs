namespace PolicyEngine.Tests.Linting.Anomalies;

/// <summary>Selectors that say something and exclude nothing.</summary>
public sealed class TautologicalSelectorTests
{
    private static string[] Of(string source, string kind = "NetworkPolicy") => Lint.Messages("NP2017", LintYaml.Calico(
        kind, kind == "NetworkPolicy" ? "{name: a, namespace: shop}" : "{name: a}", $"{{selector: \"app == 'db'\", types: [Ingress], ingress: [{{action: Allow, source: {{{source}}}}}]}}"));

    [Theory]
    [InlineData("selector: \"has(a) || !has(a)\"")]
    [InlineData("selector: \"a != 'x' || has(a)\"")]
    [InlineData("namespaceSelector: \"has(team) || !has(team)\"")]
    [InlineData("namespaceSelector: \"team == 'x'\", selector: \"has(a) || !has(a)\"")]
    [InlineData("namespaceSelector: \"all()\", selector: \"has(a) || !has(a)\"")]
    public void A_selector_of_a_rule_that_names_labels_and_always_holds_is_told(string source)
    {
        Assert.Single(Of(source));
        Assert.Single(Of(source, "GlobalNetworkPolicy"));
    }

    // In a namespaced policy nothing is left to match, which NP2016 tells.
    [Fact]
    public void An_excluding_selector_that_always_holds_is_told() => Assert.Single(Of("notSelector: \"has(a) || !has(a)\"", "GlobalNetworkPolicy"));

    [Theory]
    [InlineData("selector: all()")]
    [InlineData("namespaceSelector: all()")]
    [InlineData("namespaceSelector: all(), selector: all()")]
    [InlineData("namespaceSelector: \"global()\"")]
    [InlineData("namespaceSelector: \"team == 'x'\"")]
    [InlineData("selector: \"has(a)\"")]
    [InlineData("selector: \"a != 'x' || has(b)\"")]
    [InlineData("selector: \"projectcalico.org/namespace == 'shop'\"")]
    [InlineData("nets: [10.0.0.0/8]")]
    public void One_that_excludes_something_or_says_that_it_does_not_is_not_told(string source)
    {
        Assert.Empty(Of(source));
        Assert.Empty(Of(source, "GlobalNetworkPolicy"));
    }

    [Fact]
    public void Peers_of_a_NetworkPolicy_that_select_everything_are_not_told() => Assert.Empty(Lint.Messages("NP2017", LintYaml.Policy(
        "shop", "a", "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}, {namespaceSelector: {}, podSelector: {}}]}]}")));
}
