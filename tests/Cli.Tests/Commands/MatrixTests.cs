using System.Text.Json;
using System.Xml.Linq;

namespace Cli.Tests.Commands;

/// <summary>Who reaches whom, in every form.</summary>
public sealed class MatrixTests
{
    private static readonly string s_redis = Path.Combine("samples", "redis");

    private static CommandResult Run(params string[] more) => Netpol.Run(["matrix", s_redis, .. more]);

    [Fact]
    public void The_text_has_a_line_for_each_connection()
    {
        CommandResult result = Run("--to", "shop/redis-0");
        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.Equal("Deployment/shop/frontend  shop/redis-0  TCP 6379\n1 line\n", result.Output);
    }

    [Fact]
    public void Json_has_source_destination_and_what_passes()
    {
        JsonElement[] rows = [.. Run("--format", "json").Json.EnumerateArray()];
        JsonElement row = Assert.Single(rows, row => row.GetProperty("to").GetString() == "shop/redis-0");
        Assert.Equal("""{"from":"Deployment/shop/frontend","to":"shop/redis-0","allow":[{"protocol":"TCP","ports":"6379"}]}""", row.GetRawText());
        Assert.Contains(rows, row => row.GetRawText() == """{"from":"dev/tool-0","to":"0.0.0.0/0","allow":[{"protocol":"any"}]}""");
    }

    [Fact]
    public void Pairs_between_which_nothing_passes_are_shown_on_request()
    {
        string[] rows = [.. Run("--format", "json", "--all", "--to", "shop/redis-0", "--from", "ns/shop").Json.EnumerateArray().Select(row => row.GetRawText())];
        Assert.Contains("""{"from":"shop/batch-1","to":"shop/redis-0","allow":[]}""", rows, StringComparer.Ordinal);
    }

    [Fact]
    public void A_matrix_of_nothing_is_an_empty_array() =>
        Assert.Empty(Run("--format", "json", "--from", "dev/tool-0", "--to", "shop/redis-0").Json.EnumerateArray());

    [Fact]
    public void Csv_and_markdown_have_the_same_rows()
    {
        Assert.Equal("from,to,allow,throughout,unknown\r\nDeployment/shop/frontend,shop/redis-0,TCP 6379,TCP 6379,\r\n", Run("--to", "shop/redis-0", "--format", "csv").Output);
        Assert.EndsWith("| Deployment/shop/frontend | shop/redis-0 | TCP 6379 |\n", Run("--to", "shop/redis-0", "--format", "md").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphs_name_parties_by_namespace()
    {
        string dot = Run("--format", "dot").Output;
        Assert.Contains("    label=\"shop\";", dot, StringComparison.Ordinal);
        Assert.Matches("  n\\d+ -> n\\d+ \\[label=\"TCP 6379\"\\];", dot);
        string mermaid = Run("--format", "mermaid").Output;
        Assert.StartsWith("flowchart LR\n  subgraph s0[\"dev\"]\n", mermaid, StringComparison.Ordinal);
        Assert.Matches("  n\\d+ -->\\|\"TCP 6379\"\\| n\\d+\n", mermaid);
    }

    [Fact]
    public void The_picture_has_a_square_for_each_connection_with_words()
    {
        XDocument svg = XDocument.Parse(Run("--format", "svg").Output);
        Assert.Contains(svg.Descendants().Where(element => element.Name.LocalName == "title"), title => title.Value == "Deployment/shop/frontend -> shop/redis-0: TCP 6379");
    }

    [Fact]
    public void Hostile_names_stay_within_their_quotes()
    {
        const string pods = """
            {apiVersion: v1, kind: Pod, metadata: {name: "a\"]; x -> y|<b>,\u001b[31m", namespace: "n\"s"}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: ns}}
            """;
        foreach (string format in (string[])["text", "csv", "md", "dot", "mermaid", "svg"])
        {
            string output = Netpol.RunWithInput(pods, "matrix", "-", "--group", "pod", "--format", format).Output;
            Assert.DoesNotContain('\e', output);
            Assert.True(format is "text" or "csv" or "dot" || !output.Contains("<b>", StringComparison.Ordinal), format);
            Assert.True(format != "dot" || output.Contains("a\\\"]; x", StringComparison.Ordinal), output);
        }
    }

    [Theory]
    [InlineData("--group", "cluster")]
    [InlineData("--format", "pdf")]
    [InlineData("--from", "shop/nobody")]
    [InlineData("--port", "0")]
    public void What_means_nothing_is_an_error(string option, string value) => Assert.Equal(2, Run(option, value).Status);
}
