namespace Cli.Tests.Commands;

/// <summary>The identifier of a question comes back, however the question is read: plain ones are read in a shorter way.</summary>
public sealed class QuestionIdentifierTests
{
    [Theory]
    [InlineData("17", "17")]
    [InlineData("-1.50e+400", "-1.50e+400")]
    [InlineData("\"a b\"", "\"a b\"")]
    [InlineData("\"ü\"", "\"ü\"")]
    [InlineData("\"\u007f\"", "\"\\u007F\"")]
    [InlineData("\"\\u0041\\n\"", "\"A\\n\"")]
    [InlineData("[1, {\"a\": null}]", "[1,{\"a\":null}]")]
    public void It_is_the_same_on_both_ways(string id, string expected)
    {
        Assert.Equal(expected, Identifier($$"""{"from":"shop/batch-1","to":"shop/redis-0","port":6379,"id":{{id}}}"""));
        Assert.Equal(expected, Identifier($$"""{"from":"shop/batch-1","to":"shop/redis-0","port":6379,"sourcePort":4000,"id":{{id}}}"""));
    }

    private static string Identifier(string question)
    {
        string answer = Netpol.RunWithInput(question, "can", "--queries", "-", "-f", "samples/redis").Output;
        return answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..answer.IndexOf(",\"from\"", StringComparison.Ordinal)];
    }
}
