using System.Globalization;
using System.Text;
using PolicyEngine;
using PolicyEngine.Cli.Commands;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Json;
using PolicyEngine.Queries;
using PolicyEngine.Specification;

namespace Cli.Tests.Commands;

/// <summary>Answers that share what has been written before against each written alone; and what they may cost.</summary>
public sealed class AnswerStreamTests
{
    private static readonly string[] s_rest =
    [
        "", ",\"port\":80", ",\"port\":\"80\"", ",\"port\":80.0", ",\"port\":\"http\",\"protocol\":\"TCP\"", ",\"port\":53,\"protocol\":\"UDP\"",
        ",\"port\":443,\"protocol\":\"tcp\"", ",\"port\":443,\"protocol\":\"TCP,UDP\"", ",\"port\":80,\"id\":1.50", ",\"port\":80,\"id\":\"\\u0041\\n\"",
        ",\"port\":80,\"id\":{\"a\":[1, null]}", ",\"port\":80,\"id\":null", ",\"port\":80,\"id\":1,\"id\":2", ",\"port\":80,\"id\":{\"a\":1,\"a\":2}",
        ",\"port\":null", ",\"port\":80,\"port\":80", ",\"port\":0", ",\"dport\":1", ",\"protocol\":17,\"port\":53", ",\"port\":80,\"sourcePort\":1024",
        ",\"icmpType\":8,\"protocol\":\"ICMP\"", ",\"port\":80} x", ",\"port\":80,",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Each_line_is_what_it_would_be_alone(int seed)
    {
        PolicySnapshot snapshot = new LoadedWorld(WorldBuilder.Build(seed)).Snapshot;
        string[] names = [.. snapshot.Model.Endpoints.Select(endpoint => endpoint.ToString()), "192.0.2.7", "ns1/nobody", "\\u0061", "ns/ns1"];
        var dice = new Dice(seed);
        string[] lines = [.. Enumerable.Range(0, 300).Select(_ => $"{{\"from\":\"{dice.Pick(names)}\",\"to\":\"{dice.Pick(names)}\"{dice.Pick(s_rest)}}}")];

        string together = Answers(snapshot, string.Join('\n', lines));

        Assert.Equal(string.Concat(lines.Select(line => Alone(snapshot, line))), together);
    }

    [Theory]
    [InlineData("""{"from":"shop/batch-1","to":"shop/redis-0","port":80,"id":"\ud800"}""")]
    [InlineData("""{"from":"shop/batch-1","to":"shop/redis-0","port":80,"id":{"a":["\ud83dx\ude00"]}}""")]
    [InlineData("""{"from":"shop/batch-1","to":"shop/redis-0","port":80,"id":{"\udc00":1}}""")]
    [InlineData("""{"from":"shop/\ud800\n","to":"shop/redis-0","port":80}""")]
    [InlineData("""{"from":"shop/batch-1","to":"shop/redis-0","port":"\ud800\ud800"}""")]
    [InlineData("""{"from":"shop/batch-1","to":"shop/redis-0","protocol":"\uDE00\uD83D"}""")]
    [InlineData("""{"\ud800":"shop/batch-1"}""")]
    [InlineData("""{"from":"shop/batch-1","to":"shop/redis-0","fr\ud800":1}""")]
    public void A_text_that_is_no_text_is_malformed_and_the_others_are_answered(string line)
    {
        string good = """{"from":"shop/batch-1","to":"shop/redis-0","port":6379,"id":"\\ud800 \ud83d\ude00 \u0041"}""";

        CommandResult result = Netpol.RunWithInput($"{line}\n{good}\n", "can", "--queries", "-", "-f", "samples/redis");

        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.Equal("QUERY_MALFORMED", result.JsonLines[0].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("\\ud800 😀 A", result.JsonLines[1].GetProperty("id").GetString());
        Assert.True(result.JsonLines[1].TryGetProperty("verdict", out _));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_that_is_not_escaped_is_malformed_too()
    {
        CommandResult result = Netpol.RunWithInput("{\"from\":\"shop/\uD83D\",\"to\":\"shop/redis-0\",\"port\":80}\n\uDC00\n", "can", "--queries", "-", "-f", "samples/redis");

        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.All(result.JsonLines, line => Assert.Equal("QUERY_MALFORMED", line.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public void A_question_about_two_pods_and_a_port_costs_little_memory()
    {
        const int Count = 2_000;
        PolicySnapshot snapshot = new PolicyLoader().Load([.. Directory.GetFiles("samples/redis", "*.yaml").Select(PolicySource.FromFile)]).Snapshot;
        var lines = new StringBuilder();
        for (int number = 0; number < Count; number++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{{\"from\":\"shop/batch-1\",\"to\":\"shop/{(number % 2 == 0 ? "redis-0" : "web-0")}\",\"port\":6379,\"id\":{number}}}\n");
        }

        string questions = lines.ToString();
        Answers(snapshot, questions);
        var stream = new AnswerStream(snapshot, "default", ExplanationDepth.Decision, CancellationToken.None);
        using var input = new StringReader(questions);
        long before = GC.GetAllocatedBytesForCurrentThread();
        stream.Answer(input, new LineWriter(TextWriter.Null));

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 0, 3_000);
    }

    private static string Answers(PolicySnapshot snapshot, string questions)
    {
        using var input = new StringReader(questions);
        using var output = new StringWriter();
        new AnswerStream(snapshot, "default", ExplanationDepth.Decision, CancellationToken.None).Answer(input, new LineWriter(output));
        return output.ToString();
    }

    private static string Alone(PolicySnapshot snapshot, string line)
    {
        QueryLine parsed = QueryLine.Parse(line, "default");
        Answer? answer = parsed.Query is { } query ? snapshot.Ask(query) : null;
        return JsonText.Line(json =>
        {
            var written = new AnswerJson(json, answer?.Snapshot ?? snapshot, ExplanationDepth.Decision);
            if (answer is null)
            {
                written.WriteError(parsed.Error!, parsed.IdJson);
            }
            else
            {
                written.Write(answer, parsed.IdJson);
            }
        });
    }
}
