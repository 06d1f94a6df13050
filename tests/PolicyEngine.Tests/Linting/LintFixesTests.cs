using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting;

public sealed class LintFixesTests
{
    private const string File = "a.yaml";

    [Fact]
    public void Edits_replace_insert_and_remove()
    {
        LintFixResult result = LintFixes.Apply(File, "a: 1\nb: 2\nc: 3\n", [Fix(Edit(1, 4, 1, 5, "9")), Fix(Edit(2, 1, 3, 1, "")), Fix(Edit(4, 1, 4, 1, "d: 4\n"))]);

        Assert.Equal("a: 9\nc: 3\nd: 4\n", result.Text);
        Assert.Equal(3, result.Applied.Length);
    }

    [Fact]
    public void A_fix_that_overlaps_one_before_it_is_left_out_whole()
    {
        LintFix first = Fix(Edit(1, 1, 1, 5, "x"));
        LintFix overlapping = Fix(Edit(2, 1, 2, 2, "y"), Edit(1, 2, 1, 3, "z"));

        LintFixResult result = LintFixes.Apply(File, "a: 1\nb: 2\n", [first, overlapping]);

        Assert.Equal(("x\nb: 2\n", first), (result.Text, Assert.Single(result.Applied)));
    }

    [Theory]
    [InlineData(9, 1, 9, 1)]
    [InlineData(1, 9, 1, 9)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(2, 1, 1, 1)]
    public void A_place_that_is_not_in_the_text_changes_nothing(int line, int column, int endLine, int endColumn) =>
        Assert.Equal("a: 1\nb: 2", LintFixes.Apply(File, "a: 1\nb: 2", [Fix(Edit(line, column, endLine, endColumn, "x"))]).Text);

    [Fact]
    public void Edits_of_another_file_change_nothing() =>
        Assert.Empty(LintFixes.Apply("other.yaml", "a: 1\n", [Fix(Edit(1, 1, 1, 2, "x"))]).Applied);

    [Fact]
    public void Line_ends_and_byte_order_mark_stay() =>
        Assert.Equal("\uFEFFx: 1\r\nb: y\r\n", LintFixes.Apply(File, "\uFEFFa: 1\r\nb: 2\r\n", [Fix(Edit(1, 1, 1, 2, "x")), Fix(Edit(2, 4, 2, 5, "y"))]).Text);

    private static LintFix Fix(params TextEdit[] edits) => new("mend it", [.. edits]);

    private static TextEdit Edit(int line, int column, int endLine, int endColumn, string text) => new(new SourceSpan(File, line, column), endLine, endColumn, text);
}
