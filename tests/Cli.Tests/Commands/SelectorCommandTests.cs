using System.Text.Json;
using PolicyEngine.Selectors;

namespace Cli.Tests.Commands;

/// <summary><c>netpol selector</c>.</summary>
public sealed class SelectorCommandTests
{
    [Fact]
    public void Parse_prints_canonical_text_identifier_and_tree()
    {
        CommandResult result = Netpol.Run("selector", "parse", "a == 'b' && !(has(c) || d in {'x', '(' })");

        Assert.Equal(0, result.Status);
        Assert.Equal(
            """
            canonical: (a == "b" && !(has(c) || d in {"(", "x"}))
            id: s:hwun2RgpxUn0sk78DDa1Jp5YrN4rjSCgXwmFzA
            tree:
              and
                a == "b"
                not
                  or
                    has(c)
                    d in {"(", "x"}

            """,
            result.Output);
    }

    [Theory]
    [InlineData("", """{"condition":"all()"}""")]
    [InlineData("!has(a)", """{"not":[{"condition":"has(a)"}]}""")]
    [InlineData("a == ' && ' || b == \")\" || c == '\"'",
        """{"or":[{"condition":"a == \" && \""},{"condition":"b == \")\""},{"condition":"c == '\"'"}]}""")]
    [InlineData("(a == 'b' || global()) && c not in {'d'}",
        """{"and":[{"or":[{"condition":"a == \"b\""},{"condition":"global()"}]},{"condition":"c not in {\"d\"}"}]}""")]
    public void The_tree_follows_the_parentheses(string expression, string tree)
    {
        CommandResult result = Netpol.Run("selector", "parse", expression, "--format", "json");

        using JsonDocument expected = JsonDocument.Parse(tree);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, result.Json.GetProperty("tree")), result.Output);
        Assert.Equal(Selector.Parse(expression).Text, result.Json.GetProperty("canonical").GetString());
        Assert.Equal(Selector.Parse(expression).UniqueId, result.Json.GetProperty("id").GetString());
    }

    [Fact]
    public void The_deepest_expression_has_a_tree()
    {
        string expression = new string('(', Selector.MaxNesting) + "a == 'b'" + new string(')', Selector.MaxNesting);

        Assert.Equal(0, Netpol.Run("selector", "parse", expression).Status);
    }

    [Fact]
    public void An_error_points_at_its_place()
    {
        CommandResult result = Netpol.Run("selector", "parse", "role == database");

        Assert.Equal(2, result.Status);
        Assert.Equal("", result.Output);
        Assert.Equal(
            """
            netpol: selector at character 9: expected a quoted value, found `database`
              role == database
                      ^^^^^^^^

            """,
            result.Error);
    }

    [Fact]
    public void A_long_expression_is_shown_around_the_error()
    {
        string expression = string.Join(" && ", Enumerable.Repeat("a == 'b'", 50)) + " && c = 'd' && " + string.Join(" && ", Enumerable.Repeat("a == 'b'", 50));

        CommandResult result = Netpol.Run("selector", "parse", expression);

        string[] lines = result.Error.Split('\n');
        Assert.StartsWith("  ...", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("...", lines[1], StringComparison.Ordinal);
        Assert.InRange(lines[1].Length, 20, 120);
        Assert.Equal('=', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("role == 'database'", "role=database,tier=back", 0)]
    [InlineData("role == 'database'", "role=frontend", 1)]
    [InlineData("!has(role)", "", 0)]
    [InlineData("role == ''", "role=", 0)]
    public void Match_tells_by_its_status(string expression, string labels, int status)
    {
        CommandResult text = Netpol.Run("selector", "match", expression, "--labels", labels);
        CommandResult json = Netpol.Run("selector", "match", expression, "--labels", labels, "--format", "json");

        Assert.Equal(status, text.Status);
        Assert.StartsWith(status == 0 ? "match: " : "no match: ", text.Output, StringComparison.Ordinal);
        Assert.Equal(status == 0, json.Json.GetProperty("match").GetBoolean());
    }

    [Theory]
    [InlineData("role ==", "role=a")]
    [InlineData("has(role)", "role")]
    [InlineData("has(role)", "=a")]
    [InlineData("has(role)", "role=a,role=b")]
    public void Match_refuses_what_it_does_not_understand(string expression, string labels)
    {
        CommandResult result = Netpol.Run("selector", "match", expression, "--labels", labels);

        Assert.Equal(2, result.Status);
        Assert.StartsWith("netpol: ", result.Error, StringComparison.Ordinal);
    }
}
