namespace PolicyEngine.Selectors.Tests;

/// <summary>Which texts are selectors, rule by rule of the reference grammar.</summary>
public class SelectorParsingTests
{
    [Theory]
    [InlineData("a contains'b'", "a contains \"b\"")]
    [InlineData("a in{'b'}", "a in {\"b\"}")]
    [InlineData("a notin{'b'}", "a not in {\"b\"}")]
    [InlineData("a not \t in{'b'}", "a not in {\"b\"}")]
    [InlineData("a startswith'b'", "a starts with \"b\"")]
    [InlineData("a starts   with 'b'", "a starts with \"b\"")]
    [InlineData("a endswith\t'b'", "a ends with \"b\"")]
    public void An_operator_word_needs_no_blank_before_punctuation(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("a contains b", SelectorErrorKind.Parse)]
    [InlineData("a in b", SelectorErrorKind.Parse)]
    [InlineData("a starts with b", SelectorErrorKind.Lex)]
    [InlineData("a ends with b", SelectorErrorKind.Lex)]
    [InlineData("a not in b", SelectorErrorKind.Lex)]
    [InlineData("a containsb 'x'", SelectorErrorKind.Lex)]
    [InlineData("a inb {'x'}", SelectorErrorKind.Lex)]
    [InlineData("a in", SelectorErrorKind.Parse)]
    [InlineData("a not in", SelectorErrorKind.Parse)]
    public void The_boundary_of_a_two_word_operator_is_tested_after_its_blanks(string text, SelectorErrorKind kind) => Fails(text, kind);

    [Theory]
    [InlineData("a!b")]
    [InlineData("a(b)")]
    [InlineData("a 'b'")]
    [InlineData("a && b == 'c'")]
    [InlineData("a {'b'}")]
    public void Punctuation_after_a_label_is_a_token_and_fails_in_the_grammar(string text) => Fails(text, SelectorErrorKind.Parse);

    [Theory]
    [InlineData("a has(b)", SelectorErrorKind.Lex)]
    [InlineData("has(a)has(b)", SelectorErrorKind.Parse)]
    [InlineData("has (a)", SelectorErrorKind.Parse)]
    [InlineData("all ()", SelectorErrorKind.Parse)]
    [InlineData("all()all()", SelectorErrorKind.Parse)]
    public void Calls_are_recognised_by_prefix_and_never_after_a_label(string text, SelectorErrorKind kind) => Fails(text, kind);

    [Theory]
    [InlineData("has( \ta )", "has(a)")]
    [InlineData("all(\t )", "all()")]
    [InlineData("global( )", "global()")]
    public void Blanks_may_stand_inside_calls(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("- == ''", "- == \"\"")]
    [InlineData("/ == ''", "/ == \"\"")]
    [InlineData("has(.)", "has(.)")]
    [InlineData("0 != '1'", "0 != \"1\"")]
    [InlineData("_a/b.c-D9 == 'x'", "_a/b.c-D9 == \"x\"")]
    public void A_label_may_begin_with_any_of_its_characters(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("é == 'x'")]
    [InlineData("has(ß)")]
    [InlineData("\u00A0all()")]
    [InlineData("all()\n")]
    [InlineData("\r")]
    [InlineData("\0")]
    [InlineData("%")]
    [InlineData("has()")]
    [InlineData("has(\"a\")")]
    public void Other_characters_are_neither_labels_nor_blanks(string text) => Fails(text, SelectorErrorKind.Lex);

    [Theory]
    [InlineData("a == 'line\nbreak\t\0é'", "a == \"line\nbreak\t\0é\"")]
    [InlineData("a == '\\'", "a == \"\\\"")]
    [InlineData("a == '\"'", "a == '\"'")]
    [InlineData("a == \"'\"", "a == \"'\"")]
    public void A_string_may_hold_anything_but_its_quote(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("a", true)]
    [InlineData("projectcalico.org/namespace", true)]
    [InlineData("in", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a ", false)]
    [InlineData("ä", false)]
    public void A_valid_label_is_one_identifier_as_a_whole(string? name, bool valid) => Assert.Equal(valid, Selector.IsValidLabel(name));

    [Fact]
    public void A_valid_label_is_no_longer_than_the_limit()
    {
        Assert.True(Selector.IsValidLabel(new string('a', Selector.MaxLabelLength)));
        Assert.False(Selector.IsValidLabel(new string('a', Selector.MaxLabelLength + 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    public void Nothing_but_blanks_is_all(string text)
    {
        Reads(text, "all()");
        Assert.Same(Selector.All, Selector.Parse(text));
    }

    [Theory]
    [InlineData("()")]
    [InlineData("( )")]
    [InlineData("has(a) && ()")]
    public void Nothing_is_an_operand_at_the_root_only(string text) => Fails(text, SelectorErrorKind.Parse);

    [Theory]
    [InlineData("!!has(a)", "has(a)")]
    [InlineData("! ! !has(a)", "!has(a)")]
    [InlineData("!(!has(a))", "!!has(a)")]
    [InlineData("!(!!has(a))", "!has(a)")]
    public void Negations_cancel_in_pairs_within_one_operation_only(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("!a == 'b'", "!a == \"b\"")]
    [InlineData("!a in {'b'} && has(c)", "(!a in {\"b\"} && has(c))")]
    public void A_negation_binds_to_the_whole_comparison(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("has(a) && has(b) && has(c)", "(has(a) && has(b) && has(c))")]
    [InlineData("(has(a) && has(b)) && has(c)", "((has(a) && has(b)) && has(c))")]
    [InlineData("has(a) || (has(b) || has(c))", "(has(a) || (has(b) || has(c)))")]
    [InlineData("((((has(a)))))", "has(a)")]
    public void Chains_are_flat_and_groups_stay_nested(string text, string canonical) => Reads(text, canonical);

    [Fact]
    public void And_binds_tighter_than_or() =>
        Reads("has(a) || has(b) && has(c) || has(d)", "(has(a) || (has(b) && has(c)) || has(d))");

    [Theory]
    [InlineData("a in {}", "a in {}")]
    [InlineData("a in { 'b' , }", "a in {\"b\"}")]
    [InlineData("a not in {'b','a','b',}", "a not in {\"a\", \"b\"}")]
    public void A_set_may_be_empty_and_may_end_in_one_comma(string text, string canonical) => Reads(text, canonical);

    [Theory]
    [InlineData("a in {,}")]
    [InlineData("a in {'b',,}")]
    [InlineData("a in {'b' 'c'}")]
    [InlineData("a in {b}")]
    [InlineData("a in {'b'")]
    [InlineData("a in {'b',")]
    [InlineData("a in 'b'")]
    public void A_malformed_set_fails_in_the_grammar(string text) => Fails(text, SelectorErrorKind.Parse);

    [Theory]
    [InlineData("ALL()")]
    [InlineData("Has(a)")]
    public void Calls_are_case_sensitive(string text) => Fails(text, SelectorErrorKind.Parse);

    [Theory]
    [InlineData("a IN {'b'}")]
    [InlineData("a Contains 'b'")]
    [InlineData("a == 'b' and c == 'd'")]
    public void Operators_are_case_sensitive_and_have_no_words_for_and_or(string text) => Fails(text, SelectorErrorKind.Lex);

    [Theory]
    [InlineData("a = 'b'", 2, 1, "expected `==`, found a single `=`")]
    [InlineData("has(a) & has(b)", 7, 1, "expected `&&`, found a single `&`")]
    [InlineData("has(a) | has(b)", 7, 1, "expected `||`, found a single `|`")]
    [InlineData("a == 'b", 5, 2, "unterminated string: no closing `'`; a quote cannot be escaped")]
    [InlineData("app is 'x'", 4, 2, "expected an operator after label `app`, found `is`")]
    [InlineData("app \u00A0", 4, 1, "expected an operator after label `app`, found `\\u00A0`")]
    [InlineData("\U0001F600", 0, 2, "expected a label, found `\U0001F600`")]
    [InlineData("has( )", 5, 1, "expected a label in `has()`, found `)`")]
    [InlineData("has(a b)", 6, 1, "expected `)` to close `has(`, found `b`")]
    [InlineData("all(", 4, 0, "expected `)` to close `all(`, found the end of the selector")]
    public void A_lexical_error_tells_place_and_reason(string text, int offset, int length, string message)
    {
        SelectorError error = Fails(text, SelectorErrorKind.Lex);
        Assert.Equal((offset, length, message), (error.Offset, error.Length, error.Message));
    }

    [Theory]
    [InlineData("app", 3, 0, "expected `==`, `!=`, `in`, `not in`, `contains`, `starts with` or `ends with`, found the end of the selector")]
    [InlineData("app == x", 7, 1, "expected a quoted value, found `x`")]
    [InlineData("app in 'x'", 7, 3, "expected a set in `{}`, found `'x'`")]
    [InlineData("app in {x}", 8, 1, "expected a quoted value or `}`, found `x`")]
    [InlineData("app in {'x' 'y'}", 12, 3, "expected `,` or `}`, found `'y'`")]
    [InlineData("app == 'x' &&", 13, 0, "expected a label, `has(`, `all()`, `global()`, `!` or `(`, found the end of the selector")]
    [InlineData("app == 'x' || && has(b)", 14, 2, "expected a label, `has(`, `all()`, `global()`, `!` or `(`, found `&&`")]
    [InlineData("(has(a) has( b )", 8, 8, "expected `&&`, `||` or `)`, found `has( b )`")]
    [InlineData("has(a))", 6, 1, "expected `&&`, `||` or the end of the selector, found `)`")]
    public void A_grammatical_error_tells_place_and_what_was_expected(string text, int offset, int length, string message)
    {
        SelectorError error = Fails(text, SelectorErrorKind.Parse);
        Assert.Equal((offset, length, message), (error.Offset, error.Length, error.Message));
        Assert.All(error.Expected, expected => Assert.Contains(expected, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_are_equal_by_content()
    {
        SelectorError error = Fails("app in {x}", SelectorErrorKind.Parse);
        Assert.Equal(error, Fails("app in {x}", SelectorErrorKind.Parse));
        Assert.NotEqual(error, error with { Expected = [] });
    }

    [Fact]
    public void Parse_throws_a_format_exception_that_carries_the_error()
    {
        SelectorFormatException exception = Assert.Throws<SelectorFormatException>(() => Selector.Parse("app"));
        Assert.IsType<FormatException>(exception, exactMatch: false);
        Assert.Equal(3, exception.Error!.Offset);
        Assert.Equal(exception.Error.Message, exception.Message);
    }

    private static void Reads(string text, string canonical)
    {
        Assert.True(Selector.TryParse(text, out Selector? selector, out SelectorError? error), error?.Message);
        Assert.Equal(canonical, selector.Text);
    }

    private static SelectorError Fails(string text, SelectorErrorKind kind)
    {
        Assert.False(Selector.TryParse(text, out _, out SelectorError? error));
        Assert.True(error.Kind == kind, error.ToString());
        return error;
    }
}
