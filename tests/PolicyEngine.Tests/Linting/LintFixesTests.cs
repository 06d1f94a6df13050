using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting;

/// <summary>Applying fixes to texts.</summary>
public sealed class LintFixesTests
{
    [Fact]
    public void Edits_take_their_places_from_the_text_as_it_was() => Applies("one two\nthree", "1 2\nthird", Fix(At(1, 5, 8, "2"), At(2, 1, 6, "third")), Fix(At(1, 1, 4, "1")));

    [Fact]
    public void An_edit_may_go_over_several_lines() => Applies("a\nb\nc\n", "x\n", Fix(new TextEdit(new SourceSpan("f", 1, 1), 3, 2, "x")));

    [Fact]
    public void A_whole_line_may_go() => Applies("a\nb\nc\n", "a\nc\n", Fix(new TextEdit(new SourceSpan("f", 2, 1), 3, 1, "")));

    [Fact]
    public void Text_may_be_put_between_and_at_the_end() => Applies("ac", "abcd", Fix(At(1, 2, 2, "b")), Fix(At(1, 3, 3, "d")));

    [Fact]
    public void The_first_of_fixes_that_meet_is_applied_and_the_other_left_out_whole() =>
        Applies("one two", "1 two", Fix(At(1, 1, 4, "1")), Fix(At(1, 3, 4, "x"), At(1, 5, 8, "2")), Fix(At(1, 1, 2, "y")));

    [Fact]
    public void A_fix_that_is_left_out_leaves_its_places_free() =>
        Applies("one two", "1 2", Fix(At(1, 1, 4, "1")), Fix(At(1, 5, 8, "x"), At(1, 3, 4, "y")), Fix(At(1, 5, 8, "2")));

    [Fact]
    public void Equal_edits_are_one() => Applies("one two", "1 2", Fix(At(1, 1, 4, "1")), Fix(At(1, 1, 4, "1"), At(1, 5, 8, "2")));

    [Theory]
    [InlineData("one\r\ntwo", "one\r\n2")]
    [InlineData("one\rtwo", "one\r2")]
    [InlineData("one\u2028two", "one\u20282")]
    [InlineData("\uFEFFone\ntwo", "\uFEFFone\n2")]
    public void Lines_end_as_readers_count_them(string before, string after) => Applies(before, after, Fix(At(2, 1, 4, "2")));

    [Fact]
    public void A_byte_order_mark_is_no_column() => Applies("\uFEFFone", "\uFEFF1", Fix(At(1, 1, 4, "1")));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 9)]
    [InlineData(1, 3, 2)]
    public void A_fix_whose_place_is_not_there_is_left_out(int line, int column, int end) =>
        Assert.Empty(LintFixes.Apply(new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = "one\ntwo" }, [Fix(At(line, column, end, "x"))]));

    [Fact]
    public void Only_texts_that_change_are_given()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = "one", ["g"] = "one" };
        var elsewhere = new TextEdit(new SourceSpan("h", 1, 1), 1, 2, "x");

        Assert.Equal(["f"], LintFixes.Apply(texts, [Fix(At(1, 1, 4, "1")), Fix(elsewhere)]).Keys, StringComparer.Ordinal);
    }

    [Fact]
    public void A_fix_of_two_texts_is_applied_to_both()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = "one", ["g"] = "one" };

        Assert.Equal(["1", "2"], LintFixes.Apply(texts, [Fix(At(1, 1, 4, "1"), At(1, 1, 4, "2") with { Start = new SourceSpan("g", 1, 1) })]).Values, StringComparer.Ordinal);
    }

    private static void Applies(string before, string after, params LintFix[] fixes) =>
        Assert.Equal(after, LintFixes.Apply(new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = before }, fixes)["f"]);

    private static LintFix Fix(params ReadOnlySpan<TextEdit> edits) => new("do it", [.. edits]);

    private static TextEdit At(int line, int column, int end, string text) => new(new SourceSpan("f", line, column), line, end, text);
}
