using System.Text.Json;
using PolicyEngine.Cli.Commands;

namespace Cli.Tests.Commands;

/// <summary><c>can --queries</c>: JSON Lines in, JSON Lines out.</summary>
public sealed class QueryBatchTests
{
    [Fact]
    public void Answers_come_in_the_order_of_the_questions_with_their_identifiers()
    {
        CommandResult result = Ask("""
            {"from":"shop/frontend-a","to":"svc/shop/redis","port":6379,"id":7}
            {"from":"shop/batch-1","to":"svc/shop/redis","port":"6379","protocol":"TCP","sourcePort":null,"id":{"row":[1,2]}}
            {"from":"shop/batch-1","to":"shop/web-0","protocol":"icmp","icmpType":8,"icmpCode":0}
            """);

        Assert.Equal(0, result.Status);
        Assert.Equal(["allowed", "denied", "allowed"], result.JsonLines.Select(line => line.GetProperty("verdict").GetString()), StringComparer.Ordinal);
        Assert.Equal(7, result.JsonLines[0].GetProperty("id").GetInt32());
        Assert.Equal("""{"row":[1,2]}""", result.JsonLines[1].GetProperty("id").GetRawText());
        Assert.False(result.JsonLines[2].TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("not json", "QUERY_MALFORMED")]
    [InlineData("[1]", "QUERY_MALFORMED")]
    [InlineData("{\"from\":\"a\",\"from\":\"b\",\"to\":\"c\"}", "QUERY_MALFORMED")]
    [InlineData("{\"from\":\"shop/web-0\"}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":null}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":1,\"to\":\"shop/web-0\"}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"dport\":1}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"dport\":null}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"port\":0}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"port\":true}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"port\":70000}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"protocol\":\"TCQ\"}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"sourcePort\":65536}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"icmpType\":256}", "QUERY_FIELD_INVALID")]
    [InlineData("{\"from\":\"shop/nobody\",\"to\":\"shop/redis-0\"}", "ENDPOINT_NOT_FOUND")]
    [InlineData("{\"from\":\"shop/web-0\",\"to\":\"svc/shop/nothing\"}", "SERVICE_NOT_FOUND")]
    public void A_bad_line_is_an_error_in_its_place_and_the_others_are_answered(string line, string code)
    {
        const string Good = """{"from":"shop/batch-1","to":"shop/web-0","port":8080}""";
        CommandResult result = Ask($"{Good}\n{line}\n{Good}\n");

        Assert.Equal(0, result.Status);
        Assert.Equal(3, result.JsonLines.Count);
        Assert.Equal(code, result.JsonLines[1].GetProperty("error").GetProperty("code").GetString());
        Assert.NotEmpty(result.JsonLines[1].GetProperty("error").GetProperty("message").GetString()!);
        Assert.Equal("allowed", result.JsonLines[2].GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_bad_field_keeps_the_identifier()
    {
        CommandResult result = Ask("""{"from":"shop/web-0","to":"shop/redis-0","port":0,"id":"q-1"}""");

        Assert.Equal("q-1", result.JsonLines[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "QUERY_TOO_LONG")]
    public void A_line_may_be_as_long_as_the_limit(int beyond, string? code)
    {
        const string Head = """{"from":"shop/batch-1","to":"shop/web-0","port":1}""";
        string line = Head.PadRight(AnswerStream.MaxLineLength + beyond);

        CommandResult result = Ask($"{line}\r\n{Head}\n");

        Assert.Equal(2, result.JsonLines.Count);
        Assert.Equal(code, result.JsonLines[0].TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetString() : null);
        Assert.Equal("allowed", result.JsonLines[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public void Empty_lines_have_no_answer()
    {
        CommandResult result = Ask("\n  \n\n{\"from\":\"shop/web-0\",\"to\":\"shop/redis-0\",\"port\":1}");

        Assert.Single(result.JsonLines);
    }

    [Fact]
    public void Each_answer_is_one_line_also_with_explanations()
    {
        CommandResult result = Ask("""{"from":"shop/batch-1","to":"shop/redis-0"}""", "--explain");

        JsonElement answer = Assert.Single(result.JsonLines);
        Assert.NotEmpty(answer.GetProperty("ingress").GetProperty("steps").EnumerateArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_answer_tells_why_not_only_with_explanations(bool explain)
    {
        const string Question = """{"from":"shop/batch-1","to":"shop/redis-0","port":6379}""";

        CommandResult result = explain ? Ask(Question, "--explain") : Ask(Question);

        Assert.Equal(explain, Assert.Single(result.JsonLines).GetProperty("ingress").TryGetProperty("whyNot", out _));
    }

    [Fact]
    public void Questions_may_come_from_a_file_and_answers_go_to_one()
    {
        using var folder = new TemporaryFolder();
        string questions = folder.Write("questions.jsonl", """{"from":"shop/batch-1","to":"shop/redis-0","port":6379}""");
        string answers = Path.Combine(folder.Path, "answers.jsonl");

        CommandResult result = Netpol.Run("can", "--queries", questions, "-f", "samples/redis", "-o", answers);

        Assert.Equal(0, result.Status);
        Assert.Equal("", result.Output);
        Assert.Contains("\"verdict\":\"denied\"", File.ReadAllText(answers), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--queries", "missing.jsonl", "-f", "samples/redis")]
    [InlineData("--queries", "-", "-f", "-")]
    [InlineData("--queries", "-", "-f", "samples/redis", "--port", "80")]
    [InlineData("--queries", "-")]
    [InlineData("shop/a", "shop/b", "--queries", "-", "-f", "samples/redis")]
    public void What_cannot_be_read_or_does_not_go_together_is_an_error(params string[] args)
    {
        CommandResult result = Netpol.Run(["can", .. args]);

        Assert.Equal(2, result.Status);
        Assert.Equal("", result.Output);
        Assert.StartsWith("netpol: ", result.Error, StringComparison.Ordinal);
    }

    private static CommandResult Ask(string questions, params string[] more) =>
        Netpol.RunWithInput(questions, ["can", "--queries", "-", "-f", "samples/redis", .. more]);
}
