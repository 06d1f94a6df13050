namespace PolicyEngine.Selectors.Tests;

public class SelectorTests
{
    [Theory]
    [InlineData("k == 'x'", false, true, false)]
    [InlineData("k != 'x'", true, false, true)]
    [InlineData("k in {'w', 'x'}", false, true, false)]
    [InlineData("k in {}", false, false, false)]
    [InlineData("k not in {'w', 'x'}", true, false, true)]
    [InlineData("k not in {}", true, true, true)]
    [InlineData("k contains 'x'", false, true, true)]
    [InlineData("k contains ''", false, true, true)]
    [InlineData("k starts with 'x'", false, true, false)]
    [InlineData("k starts with ''", false, true, true)]
    [InlineData("k ends with 'x'", false, true, false)]
    [InlineData("k ends with ''", false, true, true)]
    [InlineData("has(k)", false, true, true)]
    [InlineData("all()", true, true, true)]
    [InlineData("", true, true, true)]
    [InlineData("global()", true, true, true)]
    [InlineData("!has(k)", true, false, false)]
    [InlineData("!all()", false, false, false)]
    [InlineData("has(k) && k != 'x'", false, false, true)]
    [InlineData("!has(k) || k == 'x'", true, true, false)]
    public void Each_operator_answers_as_the_evaluation_table_says(string text, bool absent, bool x, bool axb)
    {
        Selector selector = Selector.Parse(text);
        Assert.Equal(absent, selector.Matches(LabelSet.Empty));
        Assert.Equal(x, selector.Matches(Labels("k", "x")));
        Assert.Equal(axb, selector.Matches(Labels("k", "axb")));
    }

    [Theory]
    [InlineData("k == ''", true)]
    [InlineData("has(k)", true)]
    [InlineData("k in {''}", true)]
    [InlineData("k != ''", false)]
    public void A_label_with_the_empty_value_is_present(string text, bool matches)
    {
        Assert.Equal(matches, Selector.Parse(text).Matches(Labels("k", "")));
        Assert.Equal(!matches, Selector.Parse(text).Matches(LabelSet.Empty));
    }

    [Fact]
    public void Names_and_values_are_compared_exactly()
    {
        Assert.False(Selector.Parse("k == 'x'").Matches(Labels("k", "X")));
        Assert.False(Selector.Parse("k == 'x'").Matches(Labels("K", "x")));
        Assert.False(Selector.Parse("k contains 'X'").Matches(Labels("k", "axb")));
        Assert.False(Selector.Parse("k == 'e\u0301'").Matches(Labels("k", "\u00E9")));
    }

    [Fact]
    public void A_large_set_answers_like_a_small_one()
    {
        Selector selector = Selector.LabelIn("k", Enumerable.Range(0, 100).Select(i => $"v{i}"));
        Assert.True(selector.Matches(Labels("k", "v99")));
        Assert.False(selector.Matches(Labels("k", "v100")));
        Assert.True(selector.WithLabelPrefix("p.").Matches(Labels("p.k", "v0")));
    }

    [Fact]
    public void Matches_allocates_nothing()
    {
        Selector selector = Selector.Parse(
            "(a == 'x' || b in {'1','2','3','4','5','6','7','8','9'}) && !has(c) && d not in {'q'} && e starts with 'e' && e ends with 'e' && e contains 'e' && f != 'f'");
        LabelSet labels = LabelSet.Create([KeyValuePair.Create("b", "9"), KeyValuePair.Create("e", "eve")]);
        Assert.True(selector.Matches(labels));
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool matches = selector.Matches(labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(matches);
    }

    [Theory]
    [InlineData("  a=='b'&&c  !=\"d\"", "(a == \"b\" && c != \"d\")")]
    [InlineData("a contains 'b' || a startswith 'c' || a endswith 'd'", "(a contains \"b\" || a starts with \"c\" || a ends with \"d\")")]
    [InlineData("a in {'c','b','a','b'}", "a in {\"a\", \"b\", \"c\"}")]
    [InlineData("a notin {}", "a not in {}")]
    [InlineData("!(has(b) || !has(a))", "!(has(b) || !has(a))")]
    [InlineData("", "all()")]
    [InlineData("global( )", "global()")]
    public void Text_is_the_canonical_form(string text, string canonical)
    {
        Assert.Equal(canonical, Selector.Parse(text).Text);
        Assert.Equal(canonical, Selector.Parse(text).ToString());
    }

    [Fact]
    public void A_value_with_a_double_quote_is_quoted_singly_value_by_value() =>
        Assert.Equal("a in {'\"', \"'\", \"c\"}", Selector.Parse("a in {'\"', \"'\", 'c'}").Text);

    [Theory]
    [InlineData("all()", "s:5y5I3VdRZfDU01O--xXAPx2yxCQQqMf0M6IWug")]
    [InlineData("a=='b'", "s:flMh0m0X_BowkAK_W3j3MgH8oQOsj3WxGDoXCQ")]
    [InlineData("!(has(b)||!has(a))", "s:Iss0uCleLYv1GSv_pNm7hAO58kE9jAx1NKyG3Q")]
    public void The_unique_id_is_the_one_Calico_computes(string text, string id) => Assert.Equal(id, Selector.Parse(text).UniqueId);

    [Fact]
    public void Selectors_are_equal_by_canonical_text()
    {
        Selector selector = Selector.Parse("a in {'x', 'y'}");
        Assert.Equal(selector, Selector.Parse("(a in{'y','x','y'})"));
        Assert.Equal(selector.GetHashCode(), Selector.LabelIn("a", ["y", "x"]).GetHashCode());
        Assert.NotEqual(selector, Selector.Parse("a == 'x' || a == 'y'"));
    }

    [Fact]
    public void None_matches_nothing_and_prints_as_not_all()
    {
        Assert.Equal("!all()", Selector.None.Text);
        Assert.False(Selector.None.Matches(LabelSet.Empty));
        Assert.True(Selector.All.IsAll);
        Assert.False(Selector.Parse("global()").IsAll);
        Assert.False(Selector.None.IsAll);
    }

    [Theory]
    [InlineData(" a=='b' ", "a == \"b\"")]
    [InlineData("all()\n", "all()")]
    [InlineData("\u2003\u00A0\u3000has( a )\u0085\r\n", "has(a)")]
    [InlineData("  what is this\t", "what is this")]
    [InlineData("\n", "all()")]
    [InlineData("!(!has(a))", "!!has(a)")]
    [InlineData("!!has(a)", "has(a)")]
    public void Normalise_strips_unicode_white_space_and_canonicalises_what_parses(string text, string normalised) =>
        Assert.Equal(normalised, Selector.Normalise(text));

    [Fact]
    public void Composition_nests_and_never_flattens()
    {
        Selector pair = Selector.Parse("has(a) && has(b)");
        Assert.Equal("((has(a) && has(b)) && has(c))", Selector.And(pair, Selector.HasLabel("c")).Text);
        Assert.Equal("((has(a) && has(b)) || (has(a) && has(b)))", Selector.Or(pair, pair).Text);
        Assert.Equal("!!has(a)", Selector.Not(Selector.Not(Selector.HasLabel("a"))).Text);
    }

    [Fact]
    public void A_prefix_goes_before_every_label_and_nothing_else()
    {
        Selector selector = Selector.Parse(
            "a == 'a' && b != 'a' && c contains 'a' && d startswith 'a' && e endswith 'a' && f in {'a'} && g notin {'a'} && (has(h) || !all() || global())");
        Assert.Equal(
            "(p.a == \"a\" && p.b != \"a\" && p.c contains \"a\" && p.d starts with \"a\" && p.e ends with \"a\" && p.f in {\"a\"} && p.g not in {\"a\"} && (has(p.h) || !all() || global()))",
            selector.WithLabelPrefix("p.").Text);
        Assert.Same(Selector.All, Selector.All.WithLabelPrefix("p."));
        Assert.Same(selector, selector.WithLabelPrefix(""));
    }

    [Fact]
    public void A_prefix_can_make_a_label_overlong()
    {
        Selector selector = Selector.And(Selector.All, Selector.HasLabel(new string('a', Selector.MaxLabelLength - 4)));
        Assert.False(selector.WithLabelPrefix("pcn.").HasOverlongLabel);
        Selector overlong = selector.WithLabelPrefix("pcns.");
        Assert.True(overlong.HasOverlongLabel);
        Assert.True(Selector.Not(overlong).HasOverlongLabel);
        Assert.False(Selector.TryParse(overlong.Text, out _, out _));
    }

    [Fact]
    public void All_and_global_are_replaced_wherever_they_stand()
    {
        Selector inNamespace = Selector.HasLabel("projectcalico.org/namespace");
        Selector selector = Selector.Parse("!all() || global() && a == 'all()'");
        Assert.Equal("(!has(projectcalico.org/namespace) || (global() && a == \"all()\"))", selector.ReplaceAll(inNamespace).Text);
        Assert.Equal("(!all() || (!has(projectcalico.org/namespace) && a == \"all()\"))", selector.ReplaceGlobal(Selector.Not(inNamespace)).Text);
        Assert.Same(inNamespace, inNamespace.ReplaceAll(Selector.None));
    }

    [Fact]
    public void Built_selectors_equal_parsed_ones()
    {
        Assert.Equal(Selector.Parse("a == 'it\"s'"), Selector.LabelEquals("a", "it\"s"));
        Assert.Equal(Selector.Parse("has(a)"), Selector.HasLabel("a"));
        Assert.Equal(Selector.Parse("a in {}"), Selector.LabelIn("a", []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a) || all(")]
    public void A_built_selector_needs_a_label_name(string label)
    {
        Assert.Throws<ArgumentException>(() => Selector.HasLabel(label));
        Assert.Throws<ArgumentException>(() => Selector.LabelEquals(label, "x"));
        Assert.Throws<ArgumentException>(() => Selector.LabelIn(label, ["x"]));
    }

    [Fact]
    public void Values_with_both_quotes_never_make_different_selectors_equal()
    {
        string[] values = ["'\"", "\"'", "'\"\"", "x' && has(b) || a == \"y", "x'\" && has(b) && a == \"y"];
        Assert.Equal(values.Length, values.Select(value => Selector.LabelEquals("a", value)).Distinct().Count());
    }

    [Fact]
    public void Not_in_holds_where_the_label_is_absent() =>
        Assert.True(Selector.LabelNotIn("a", ["x"]).Matches(LabelSet.Empty));

    [Fact]
    public void Equality_with_the_empty_value_needs_the_label()
    {
        Selector selector = Selector.LabelEquals("a", "");
        Assert.False(selector.Matches(LabelSet.Empty));
        Assert.True(selector.Matches(Labels("a", "")));
    }

    private static LabelSet Labels(string key, string value) => LabelSet.Empty.With(key, value);

    [Fact]
    public void A_disjunction_is_of_all_operands_and_without_any_matches_nothing()
    {
        Selector[] operands = [Selector.Parse("a == 'x'"), Selector.Parse("b == 'y'"), Selector.Parse("has(c)")];

        Assert.Equal("(a == \"x\" || b == \"y\" || has(c))", Selector.Or(operands).Text);
        Assert.Same(operands[0], Selector.Or([operands[0]]));
        Assert.Same(Selector.None, Selector.Or([]));
    }

    [Fact]
    public void Labels_are_listed_once_and_renamed_one_by_one()
    {
        Selector selector = Selector.Parse("b == 'a' && (has(a) || !(b contains 'x')) && all()");

        Assert.Equal("a b", string.Join(' ', selector.Labels));
        Assert.Equal("(c == \"a\" && (has(a) || !c contains \"x\") && all())", selector.WithLabels(name => name == "b" ? "c" : name).Text);
        Assert.Throws<ArgumentException>(() => selector.WithLabels(_ => "no name"));
    }
}
