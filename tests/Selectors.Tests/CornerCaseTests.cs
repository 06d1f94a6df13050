using System.Globalization;
using System.Reflection;

namespace PolicyEngine.Selectors.Tests;

/// <summary>The rows about selector expressions in Calico's table of corner cases, which are its first.</summary>
public class CornerCaseTests
{
    private const int LastRow = 15;
    private const string Absent = "-";

    [Fact]
    public void Row_01_not_equal_matches_where_the_label_is_absent() => Answers("a != 'x'", (Absent, true), ("x", false), ("y", true));

    [Fact]
    public void Row_02_not_in_the_empty_set_is_always_true_and_in_it_never()
    {
        Answers("a not in {}", (Absent, true), ("", true), ("x", true));
        Answers("a in {}", (Absent, false), ("", false), ("x", false));
    }

    [Fact]
    public void Row_03_a_set_may_end_in_one_comma_but_has_none_alone_and_no_two_in_a_row()
    {
        Reads("a in {'b',}", "a in {\"b\"}");
        Fails("a in {,}");
        Fails("a in {'b',,'c'}");
    }

    [Fact]
    public void Row_04_equality_with_the_empty_value_needs_the_label() => Answers("a == ''", (Absent, false), ("", true), ("x", false));

    [Fact]
    public void Row_05_containing_the_empty_text_is_having_the_label() => Answers("a contains ''", (Absent, false), ("", true), ("x", true));

    [Fact]
    public void Row_06_a_negation_binds_to_the_whole_comparison() => Answers("!a == 'b'", (Absent, true), ("b", false), ("x", true));

    [Fact]
    public void Row_07_and_binds_tighter_than_or() => Reads("has(a) || has(b) && has(c)", "(has(a) || (has(b) && has(c)))");

    [Fact]
    public void Row_08_a_negation_in_a_bracket_does_not_cancel_the_one_before_it()
    {
        Selector selector = Reads("!(!has(a))", "!!has(a)");
        Assert.NotEqual(Selector.Parse("has(a)").UniqueId, selector.UniqueId, StringComparer.Ordinal);
        Assert.NotEqual(Selector.Parse("has(a)"), selector);
    }

    [Theory]
    [InlineData("all ()")]
    [InlineData("has (a)")]
    public void Row_09_no_blank_stands_before_the_bracket_of_a_call(string text) => Fails(text);

    [Theory]
    [InlineData("a notin {'b'}", "a not in {\"b\"}")]
    [InlineData("a notin{'b'}", "a not in {\"b\"}")]
    [InlineData("a startswith'x'", "a starts with \"x\"")]
    public void Row_10_operators_of_two_words_need_no_blank(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("all()\n")]
    [InlineData("\nall()")]
    [InlineData("\u00A0all()")]
    [InlineData("all()\u00A0")]
    public void Row_11_line_feeds_and_hard_blanks_around_a_selector_are_stripped_by_normalising_only(string text)
    {
        Fails(text, SelectorErrorKind.Lex);
        Assert.Equal("all()", Selector.Normalise(text));
    }

    [Fact]
    public void Row_12_a_label_may_have_512_characters_and_not_one_more()
    {
        string label = new('a', 512);
        Reads($"has({label})", $"has({label})");
        Reads($"{label} == '{label}{label}'", $"{label} == \"{label}{label}\"");
        SelectorError error = Fails($"has({label}a)", SelectorErrorKind.Lex);
        Assert.Equal((4, 513), (error.Offset, error.Length));
        Assert.StartsWith("label too long: `aaaa", error.Message, StringComparison.Ordinal);
        Fails($"{label}a == 'x'", SelectorErrorKind.Lex);
    }

    [Theory]
    [InlineData("a == 'it''s \"'")]
    [InlineData("a == \"it's \"\"\"")]
    [InlineData("a == 'it\\'s \"'")]
    public void Row_13_a_value_with_both_kinds_of_quote_cannot_be_written(string text) => Fails(text);

    [Fact]
    public void Row_14_values_of_a_set_are_sorted_by_utf8_bytes() =>
        Reads("a in {'\U00010348', '\uFFFF', 'aa', 'a', 'Z', ''}", "a in {\"\", \"Z\", \"a\", \"aa\", \"\uFFFF\", \"\U00010348\"}");

    [Theory]
    [InlineData("in in {'x'}", "in in {\"x\"}")]
    [InlineData("not not in {'x'}", "not not in {\"x\"}")]
    [InlineData("contains contains 'x'", "contains contains \"x\"")]
    [InlineData("starts starts with 'x'", "starts starts with \"x\"")]
    [InlineData("has == 'x'", "has == \"x\"")]
    [InlineData("all == 'x'", "all == \"x\"")]
    [InlineData("global != 'x'", "global != \"x\"")]
    [InlineData("has(has)", "has(has)")]
    [InlineData("has(in) && in == 'in'", "(has(in) && in == \"in\")")]
    public void Row_15_a_keyword_is_one_only_directly_after_a_label(string text, string canonical) => Reads(text, canonical);

    [Fact]
    public void Every_row_has_a_test()
    {
        IEnumerable<int> tested = GetType().GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Where(method => method.Name.StartsWith("Row_", StringComparison.Ordinal) && method.IsDefined(typeof(FactAttribute)))
            .Select(method => int.Parse(method.Name.Split('_')[1], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, LastRow), tested.Order());
    }

    private static Selector Reads(string text, string canonical)
    {
        Selector selector = Selector.Parse(text);
        Assert.Equal(canonical, selector.Text);
        return selector;
    }

    private static SelectorError Fails(string text, SelectorErrorKind? kind = null)
    {
        Assert.False(Selector.TryParse(text, out _, out SelectorError? error), text);
        Assert.Equal(kind ?? error.Kind, error.Kind);
        return error;
    }

    /// <summary>Asks about label <c>a</c> with each of the values.</summary>
    private static void Answers(string text, params (string Value, bool Matches)[] cases)
    {
        Selector selector = Selector.Parse(text);
        foreach ((string value, bool matches) in cases)
        {
            LabelSet labels = value == Absent ? LabelSet.Empty : LabelSet.Empty.With("a", value);
            Assert.True(matches == selector.Matches(labels), $"{text} with {value}");
        }
    }
}
