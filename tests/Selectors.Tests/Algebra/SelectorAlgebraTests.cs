using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Selectors.Tests.Algebra;

public class SelectorAlgebraTests
{
    private static readonly SelectorAlgebra Kubernetes = SelectorAlgebra.Kubernetes;

    [Theory]
    [InlineData("all()", true)]
    [InlineData("global()", true)]
    [InlineData("!all()", false)]
    [InlineData("k == 'v'", true)]
    [InlineData("k == 'v' && k == 'w'", false)]
    [InlineData("k == 'v' && k != 'v'", false)]
    [InlineData("k == 'v' && !has(k)", false)]
    [InlineData("k != 'v' && !has(k)", true)]
    [InlineData("k not in {'v'} && !has(k)", true)]
    [InlineData("k in {}", false)]
    [InlineData("!(k not in {})", false)]
    [InlineData("k in {'a', 'b'} && k in {'b', 'c'} && k != 'b'", false)]
    [InlineData("k in {'a', 'b'} && k in {'b', 'c'}", true)]
    [InlineData("has(k) && k not in {'x', 'y', 'z', 'x1'}", true)]
    [InlineData("(a == 'x' || b == 'x') && a != 'x' && b != 'x'", false)]
    [InlineData("(a == 'x' || b == 'x') && (a == 'y' || b == 'y') && (a == 'z' || b == 'z')", false)]
    [InlineData("(a == 'x' || b == 'x') && (a == 'y' || b == 'y')", true)]
    [InlineData("!(has(a) || !has(a))", false)]
    public void A_selector_is_satisfiable_if_some_labels_match(string text, bool expected) =>
        AssertSatisfiable(Kubernetes, text, expected);

    [Theory]
    [InlineData("k starts with 'ab' && k starts with 'ac'", false)]
    [InlineData("k starts with 'ab' && k starts with 'abc'", true)]
    [InlineData("k starts with 'app-'", true)]
    [InlineData("k ends with '-app' && k starts with 'web'", true)]
    [InlineData("k starts with 'a' && k ends with 'b' && !(k contains 'ab')", true)]
    [InlineData("k contains 'ab' && !(k contains 'b')", false)]
    [InlineData("k starts with 'x' && !has(k)", false)]
    [InlineData("!(k starts with 'x') && !has(k)", true)]
    [InlineData("!(k starts with '')", true)]
    [InlineData("!(k contains '') && has(k)", false)]
    [InlineData("k ends with '' && k == ''", true)]
    [InlineData("k == 'abc' && k contains 'd'", false)]
    [InlineData("k contains 'bca' && k starts with 'abc' && k ends with 'cab' && k != 'abcab'", true)]
    [InlineData("k contains 'a' && k contains 'b' && !(k contains 'ab') && !(k contains 'ba')", true)]
    public void Conditions_on_text_are_decided(string text, bool expected) => AssertSatisfiable(Kubernetes, text, expected);

    [Theory]
    [InlineData("k contains ' '")]
    [InlineData("k starts with '-'")]
    [InlineData("k ends with '.'")]
    [InlineData("k == 'a b'")]
    [InlineData("k in {'-', 'ä'}")]
    [InlineData("has(a/b/c)")]
    [InlineData("has(-k)")]
    [InlineData("has(Example.com/k)")]
    [InlineData("k starts with '0123456789012345678901234567890123456789' && k ends with 'abcdefghijklmnopqrstuvwxyz'")]
    public void What_Kubernetes_labels_cannot_be_is_satisfiable_among_any_labels_only(string text)
    {
        AssertSatisfiable(Kubernetes, text, false);
        AssertSatisfiable(SelectorAlgebra.Any, text, true);
    }

    [Fact]
    public void A_value_of_the_greatest_length_is_found() =>
        AssertSatisfiable(Kubernetes, "k starts with '012345678901234567890123456789' && k ends with '890123456789012345678901234567890123456789X'", true);

    [Theory]
    [InlineData("app == 'web' && tier == 'front'", "app == 'web'", true)]
    [InlineData("app == 'web'", "app == 'web' && tier == 'front'", false)]
    [InlineData("app == 'web'", "has(app)", true)]
    [InlineData("app in {'a', 'b'}", "app in {'a', 'b', 'c'}", true)]
    [InlineData("app in {'a', 'b'}", "app != 'c'", true)]
    [InlineData("!has(app)", "app != 'c'", true)]
    [InlineData("app != 'c'", "has(app)", false)]
    [InlineData("app == 'web-1'", "app starts with 'web-'", true)]
    [InlineData("app starts with 'web-'", "app contains 'eb'", true)]
    [InlineData("app starts with 'web-'", "app ends with '-'", false)]
    [InlineData("!all()", "app == 'x'", true)]
    [InlineData("a == 'x' || b == 'y'", "has(a) || has(b)", true)]
    public void Implication_is_decided(string premise, string conclusion, bool expected)
    {
        LabelFinding finding = Kubernetes.Implies(Selector.Parse(premise), Selector.Parse(conclusion));

        Assert.Equal(expected ? Truth.Yes : Truth.No, finding.Truth);
        Assert.Equal(expected, finding.Witness is null);
        if (finding.Witness is { } witness)
        {
            Assert.True(Selector.Parse(premise).Matches(witness));
            Assert.False(Selector.Parse(conclusion).Matches(witness));
        }
    }

    [Theory]
    [InlineData("app == 'a'", "app == 'b'", true)]
    [InlineData("app == 'a'", "app != 'a'", true)]
    [InlineData("app == 'a'", "tier == 'a'", false)]
    [InlineData("app starts with 'a'", "app starts with 'b'", true)]
    [InlineData("app starts with 'a'", "app ends with 'b'", false)]
    public void Disjointness_is_decided(string first, string second, bool expected)
    {
        LabelFinding finding = Kubernetes.Disjoint(Selector.Parse(first), Selector.Parse(second));

        Assert.Equal(expected, finding.IsYes);
        Assert.Equal(!expected, finding.IsNo);
        Assert.True(expected || (Selector.Parse(first).Matches(finding.Witness!) && Selector.Parse(second).Matches(finding.Witness!)));
    }

    [Theory]
    [InlineData("!(a == 'x' && b == 'y')", "a != 'x' || b != 'y'", true)]
    [InlineData("k in {'a'}", "k == 'a'", true)]
    [InlineData("k starts with ''", "has(k)", true)]
    [InlineData("k != 'a'", "has(k) && k != 'a'", false)]
    [InlineData("has(k)", "k == 'a'", false)]
    public void Equivalence_is_decided(string first, string second, bool expected)
    {
        LabelFinding finding = Kubernetes.Equivalent(Selector.Parse(first), Selector.Parse(second));

        Assert.Equal(expected, finding.IsYes);
        Assert.True(expected || Selector.Parse(first).Matches(finding.Witness!) != Selector.Parse(second).Matches(finding.Witness!));
    }

    [Theory]
    [InlineData("all()", true)]
    [InlineData("has(k) || !has(k)", true)]
    [InlineData("k != 'a' || k == 'a'", true)]
    [InlineData("k != 'a' || k != 'b'", true)]
    [InlineData("!(k contains ' ')", true)]
    [InlineData("has(k)", false)]
    public void A_tautology_is_recognised(string text, bool expected)
    {
        LabelFinding finding = Kubernetes.IsTautology(Selector.Parse(text));

        Assert.Equal(expected, finding.IsYes);
        Assert.True(expected || !Selector.Parse(text).Matches(finding.Witness!));
    }

    [Fact]
    public void Several_selectors_can_cover_one_together()
    {
        Selector[] covering = [Selector.Parse("tier == 'a'"), Selector.Parse("tier == 'b'")];

        Assert.True(Kubernetes.Satisfiable([Selector.Parse("tier in {'a', 'b'}")], covering).IsNo);
        Assert.Equal("c", Kubernetes.Satisfiable([Selector.Parse("tier in {'a', 'b', 'c'}")], covering).Witness!["tier"]);
        Assert.True(Kubernetes.Satisfiable([], []).IsYes);
    }

    [Theory]
    [InlineData(LabelValues.Name, "k contains '.' || k == '' || k contains 'A'", false)]
    [InlineData(LabelValues.Name, "k starts with 'a-' && k ends with '-b'", true)]
    [InlineData(LabelValues.DottedName, "k contains '.-' || k contains '..' || k starts with '.'", false)]
    [InlineData(LabelValues.DottedName, "k contains '.' && k starts with 'a-'", true)]
    [InlineData(LabelValues.None, "has(k)", false)]
    [InlineData(LabelValues.Any, "k == 'a b'", true)]
    public void A_universe_tells_the_values_of_each_label(LabelValues values, string text, bool expected) =>
        AssertSatisfiable(new SelectorAlgebra(LabelUniverse.Of(_ => values)), text, expected);

    [Fact]
    public void What_exceeds_the_budget_is_unknown()
    {
        // Pigeons and holes: no short proof exists for searches of this kind.
        IEnumerable<string> each = Enumerable.Range(0, 9).Select(pigeon =>
            "(" + string.Join(" || ", Enumerable.Range(0, 8).Select(hole => $"p{pigeon}h{hole} == 'x'")) + ")");
        IEnumerable<string> apart =
            from hole in Enumerable.Range(0, 8)
            from first in Enumerable.Range(0, 9)
            from second in Enumerable.Range(0, first)
            select $"(p{first}h{hole} != 'x' || p{second}h{hole} != 'x')";
        Selector selector = Selector.Parse(string.Join(" && ", each.Concat(apart)));

        Assert.Equal(Truth.Unknown, new SelectorAlgebra(LabelUniverse.Kubernetes, 20_000).Satisfiable(selector).Truth);
        Assert.Equal(Truth.Unknown, new SelectorAlgebra(LabelUniverse.Kubernetes, 0).Satisfiable(selector).Truth);
    }

    [Fact]
    public void Selectors_as_large_as_can_be_parsed_are_answered_in_the_end()
    {
        string deep = string.Concat(Enumerable.Repeat("!(a == 'x' || ", 100)) + "b == 'y'" + new string(')', 100);
        string wide = string.Join(" && ", Enumerable.Range(0, 500).Select(i => $"(k{i} == 'x' || has(l{i}))"));
        string parts = string.Join(" && ", Enumerable.Range(0, 60).Select(i => $"k contains 'a{i}b' && !(k contains '{i}ba')"));

        Assert.True(Kubernetes.Satisfiable(Selector.Parse(deep)).IsYes);
        Assert.True(Kubernetes.Satisfiable(Selector.Parse(wide)).IsYes);
        Assert.NotEqual(Truth.Yes, Kubernetes.Satisfiable(Selector.Parse(parts)).Truth);
    }

    private static void AssertSatisfiable(SelectorAlgebra algebra, string text, bool expected)
    {
        Selector selector = Selector.Parse(text);
        LabelFinding finding = algebra.Satisfiable(selector);

        Assert.Equal(expected ? Truth.Yes : Truth.No, finding.Truth);
        Assert.Equal(expected, finding.Witness is not null);
        Assert.True(!expected || selector.Matches(finding.Witness!), finding.Witness?.ToString());
    }
}
