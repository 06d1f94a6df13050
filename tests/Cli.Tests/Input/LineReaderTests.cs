using PolicyEngine.Cli.Input;

namespace Cli.Tests.Input;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\r\nb\n\nc", "a|b||c")]
    [InlineData("abcd\nefghi\nj", "abcd|!|j")]
    [InlineData("abcd\r\nabcde\r\nabcdefgh\r\n", "abcd|!|!")]
    public void Lines_end_with_either_mark_and_are_bounded(string text, string expected)
    {
        using var input = new StringReader(text);
        var reader = new LineReader(input, 4, () => { });
        var lines = new List<string>();
        while (reader.Read(out string line) is var outcome && outcome != LineOutcome.End)
        {
            lines.Add(outcome == LineOutcome.TooLong ? "!" : line);
        }

        Assert.Equal(expected, string.Join('|', lines));
    }

    [Fact]
    public void What_has_arrived_is_answered_before_more_is_waited_for()
    {
        using var input = new StringReader("a\nb\n");
        int waits = 0;
        var reader = new LineReader(input, 4, () => waits++);

        reader.Read(out _);
        reader.Read(out _);
        Assert.Equal(1, waits);
        reader.Read(out _);
        Assert.Equal(2, waits);
    }
}
