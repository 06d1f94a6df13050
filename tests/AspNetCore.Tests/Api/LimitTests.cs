using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.Hosting;

namespace AspNetCore.Tests.Api;

public sealed class LimitTests
{
    private const string Question = """{"from": "shop/web", "to": "shop/redis", "port": 6379}""";

    [Theory]
    [InlineData("/v1/can", "[{Q}, {Q}, {Q}]", "TOO_MUCH", "3 questions")]
    [InlineData("/v1/diff", """{"documents": ["", "", ""]}""", "TOO_MUCH", "2 documents")]
    [InlineData("/v1/diff", """{"without": ["a", "b", "c"]}""", "TOO_MUCH", "2 without")]
    [InlineData("/v1/can", """{"question": [{Q}, {Q}, {Q}]}""", "TOO_MUCH", "3 questions")]
    [InlineData("/v1/trace", """{"question": {Q}, "documents": ["", "", ""]}""", "TOO_MUCH", "2 documents")]
    [InlineData("/v1/can", "{LONG}", "TOO_MUCH", "600 bytes")]
    public async Task What_is_too_large_is_refused(string path, string body, string code, string limit)
    {
        await using ApiHost host = await ApiHost.StartAsync(options => (options.MaxQuestions, options.MaxDocuments, options.MaxBodyBytes) = (2, 2, 600));

        (HttpResponseMessage response, JsonElement problem) = await host.PostAsync(
            path, body.Replace("{Q}", Question, StringComparison.Ordinal).Replace("{LONG}", new string(' ', 700), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(limit == "3 questions" ? "2 questions" : limit, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused_where_it_passes_the_limit()
    {
        await using ApiHost host = await ApiHost.StartAsync(options => options.MaxBodyBytes = 600);
        using var content = new StreamContent(new MemoryStream(new byte[100_000]));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/can") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        HttpResponseMessage response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_left_out_and_the_answer_says_so()
    {
        await using ApiHost host = await ApiHost.StartAsync(options => options.MaxRows = 1);

        (_, JsonElement matrix) = await host.GetAsync("/v1/matrix");
        (_, JsonElement difference) = await host.PostAsync("/v1/diff", """{"without": ["networkpolicy/shop/redis"]}""");

        Assert.Single(matrix.GetProperty("connections").EnumerateArray());
        Assert.True(matrix.GetProperty("truncated").GetBoolean());
        Assert.Single(difference.GetProperty("changes").EnumerateArray());
        Assert.True(difference.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_stopped()
    {
        var rule = new WaitingRule();
        await using ApiHost host = await ApiHost.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(5), services => services.AddLintRule(rule));

        (HttpResponseMessage response, JsonElement problem) = await host.PostAsync("/v1/lint", "{}");

        await rule.Stopped;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("TIMEOUT", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task More_requests_than_are_worked_on_and_wait_are_turned_away_and_questions_are_not_held_up()
    {
        var rule = new WaitingRule();
        await using ApiHost host = await ApiHost.StartAsync(
            options => (options.MaxConcurrentReports, options.MaxWaiting, options.Timeout) = (1, 0, TimeSpan.FromMinutes(1)), services => services.AddLintRule(rule));
        using var leaving = new CancellationTokenSource();
        Task<HttpResponseMessage> first = host.SendAsync("/v1/lint", "{}"u8.ToArray(), cancellation: leaving.Token);
        await rule.Begun;

        (HttpResponseMessage second, JsonElement problem) = await host.PostAsync("/v1/lint", "{}");
        (HttpResponseMessage question, _) = await host.PostAsync("/v1/can", Question);
        (HttpResponseMessage over, _) = await host.PostAsync("/v1/can", $$"""{"question": {{Question}}, "documents": []}""");
        await leaving.CancelAsync();

        await rule.Stopped;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, over.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal("TOO_MANY_REQUESTS", problem.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, question.StatusCode);
    }

    [Fact]
    public async Task Limits_that_let_nothing_through_keep_the_host_from_starting() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.StartAsync(options => options.MaxQuestions = 0));
}
