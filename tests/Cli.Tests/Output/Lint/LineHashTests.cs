using PolicyEngine.Cli.Output.Lint;

namespace Cli.Tests.Output.Lint;

/// <summary>
/// The hashes are those of GitHub's upload action. The expected ones come from a plain program of its rules, which was tried on
/// the values that are published with the action.
/// </summary>
public sealed class LineHashTests
{
    [Fact]
    public void An_empty_text_is_one_line() => Assert.Equal(["c129715d7a2bc9a3:1"], LineHashes.Of(""));

    [Fact]
    public void The_last_line_needs_no_end() => Assert.Equal(["1c2a20dcc1c7e70e:1"], LineHashes.Of("kind: Pod"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public void Line_ends_are_alike_and_blanks_do_not_count(string end) => Assert.Equal(
        ["5b7df36d67923388:1", "132b7ee912c57691:1", "5d56533273a3bbdb:1", "c129715d7a2bc9a3:1"],
        LineHashes.Of($"spec:{end}  a: 1{end}\tb: 2{end}"));

    [Fact]
    public void Equal_lines_are_counted_as_far_as_a_hundred_characters_are_equal() => Assert.Equal(
        ["16ba631f102c60fd:1", "16ba631f102c60fd:2", "16ba631f105159df:1", "19eb95c1bb904c71:1"],
        LineHashes.Of(string.Concat(Enumerable.Repeat("- x: yes\n", 16))).Take(4),
        StringComparer.Ordinal);
}
