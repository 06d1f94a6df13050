using PolicyEngine.Cli.Output;

namespace Cli.Tests.Output;

public sealed class TextPageTests
{
    [Theory]
    [InlineData("plain `text` -> ü 漢", "plain `text` -> ü 漢")]
    [InlineData("a\u001b[31mb", "a\\u001B[31mb")]
    [InlineData("a\nb\u0085c\u202Ed\u007f", "a\\u000Ab\\u0085c\\u202Ed\\u007F")]
    [InlineData("##vso[task.setvariable variable=PATH]/evil, ###[x] and one #", "#\\u0023vso[task.setvariable variable=PATH]/evil, #\\u0023#[x] and one #")]
    [InlineData("::add-mask::x", ":\\u003Aadd-mask:\\u003Ax")]
    [InlineData(":::error title=x::y", "::\\u003Aerror title=x:\\u003Ay")]
    [InlineData("::/0 ::1-::5 ::dead-::beef ::ffff:10.0.0.1 fe80::1%eth0 a:b", "::/0 ::1-::5 ::dead-::beef ::ffff:10.0.0.1 fe80::1%eth0 a:b")]
    public void Control_characters_never_reach_the_terminal(string text, string expected)
    {
        using var writer = new StringWriter();
        new TextPage(writer, colour: false).Write(text);

        Assert.Equal(expected, writer.ToString());
    }

    [Fact]
    public void Colours_are_written_where_they_are_wanted()
    {
        using var writer = new StringWriter();
        new TextPage(writer, colour: true).Write("allowed", Ink.Good).Line(" it");

        Assert.Equal("\e[32mallowed\e[0m it\n", writer.ToString());
    }
}
