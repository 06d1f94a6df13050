using PolicyEngine.Renderers.Tests.Golden;

namespace PolicyEngine.Renderers.Tests;

/// <summary>The comparison of texts sees what matters and nothing else.</summary>
public sealed class RuleTextTests
{
    private const string Script = "add table ip calico\nadd rule ip calico filter-a one\nadd rule ip calico filter-a two\nadd rule ip calico filter-b one\n";

    [Theory]
    [InlineData("add table ip calico\nadd rule ip calico filter-b one\nadd rule ip calico filter-a one\nadd rule ip calico filter-a two\n", true)]
    [InlineData("add table ip calico\nadd rule ip calico filter-a two\nadd rule ip calico filter-a one\nadd rule ip calico filter-b one\n", false)]
    [InlineData("add table ip calico\nadd rule ip calico filter-a one\nadd rule ip calico filter-a two\n", false)]
    public void The_order_of_rules_in_a_chain_matters_and_that_of_chains_does_not(string other, bool isEqual) =>
        Assert.Equal(isEqual, RuleText.Difference(RuleText.OfNftables(Script, null), RuleText.OfNftables(other, null)).Length == 0);

    [Fact]
    public void A_pattern_leaves_chains_and_hooks_out()
    {
        const string text = "*filter\n:cali-a - -\n:cali-b - -\n-A cali-a one\n-A cali-b one\n-I INPUT one\nCOMMIT\n";

        Assert.Equal(["*filter", "*filter cali-b"], RuleText.OfIptables(text, "b$").Keys, StringComparer.Ordinal);
        Assert.Equal(["*filter", "*filter INPUT", "*filter cali-a", "*filter cali-b"], RuleText.OfIptables(text, null).Keys, StringComparer.Ordinal);
    }
}
