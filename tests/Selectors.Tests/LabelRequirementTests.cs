namespace PolicyEngine.Selectors.Tests;

public class LabelRequirementTests
{
    [Theory]
    [InlineData("k == 'v'", "k present {v}")]
    [InlineData("k in {'b', 'a'}", "k present {a,b}")]
    [InlineData("k in {}", "k present")]
    [InlineData("has(k)", "k present")]
    [InlineData("k contains 'v'", "k present")]
    [InlineData("k starts with 'v'", "k present")]
    [InlineData("k ends with 'v'", "k present")]
    [InlineData("k != 'v'", "")]
    [InlineData("k not in {'v'}", "")]
    [InlineData("all()", "")]
    [InlineData("global()", "")]
    [InlineData("!has(k)", "k absent")]
    [InlineData("!k != 'v'", "")]
    [InlineData("!(!has(k))", "")]
    [InlineData("has(b) && a == 'x'", "a present {x}; b present")]
    [InlineData("has(k) && !has(k)", "k present absent")]
    [InlineData("k in {'a','b','c'} && k in {'b','c','d'} && has(k)", "k present {b,c}")]
    [InlineData("k == 'a' && k == 'b'", "k present {}")]
    [InlineData("k == 'b' || k == 'a' || k in {'c', 'a'}", "k present {a,b,c}")]
    [InlineData("k == 'b' || has(k)", "k present")]
    [InlineData("k == 'b' || j == 'b'", "")]
    [InlineData("k == 'b' || !has(k)", "")]
    [InlineData("!has(k) && has(j) || !has(k)", "k absent")]
    [InlineData("a == 'x' && b == 'y' || b == 'z' && c == 'w'", "b present {y,z}")]
    [InlineData("(k == 'a' && k == 'b') || k == 'c'", "k present {c}")]
    public void Each_node_demands_what_the_table_says(string text, string expected) =>
        Assert.Equal(expected, string.Join("; ", Selector.Parse(text).Requirements.Select(Describe)));

    [Theory]
    [InlineData("has(k) && !has(k)", true)]
    [InlineData("k == 'a' && k == 'b'", true)]
    [InlineData("k == 'a'", false)]
    [InlineData("!has(k)", false)]
    public void Contradicting_demands_are_impossible(string text, bool impossible) =>
        Assert.Equal(impossible, Assert.Single(Selector.Parse(text).Requirements).IsImpossible);

    [Fact]
    public void Requirements_are_equal_by_content()
    {
        LabelRequirement requirement = Assert.Single(Selector.Parse("k in {'a', 'b'}").Requirements);
        Assert.Equal(requirement, Assert.Single(Selector.Parse("k in {'b', 'a'}").Requirements));
        Assert.NotEqual(requirement, requirement with { OneOf = null });
        Assert.NotEqual(requirement, requirement with { OneOf = [] });
    }

    private static string Describe(LabelRequirement requirement) =>
        requirement.Label
        + (requirement.MustBePresent ? " present" : "")
        + (requirement.MustBeAbsent ? " absent" : "")
        + (requirement.OneOf is { } values ? $" {{{string.Join(',', values)}}}" : "");
}
