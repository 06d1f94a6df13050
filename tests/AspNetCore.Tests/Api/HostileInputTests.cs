using System.Net;
using System.Text;
using System.Text.Json;

namespace AspNetCore.Tests.Api;

public sealed class HostileInputTests
{
    public static TheoryData<string, string, int, string> Bodies() => new()
    {
        { "/v1/can", "", 400, "QUERY_MALFORMED" },
        { "/v1/can", "null", 400, "QUERY_MALFORMED" },
        { "/v1/can", "{", 400, "QUERY_MALFORMED" },
        { "/v1/can", "[", 400, "BODY_INVALID" },
        { "/v1/can", "[] []", 400, "BODY_INVALID" },
        { "/v1/can", "[{\"from\": \"a\" ", 400, "BODY_INVALID" },
        { "/v1/can", new string('[', 100_000), 400, "BODY_INVALID" },
        { "/v1/can", """{"from": "shop/web"}""", 400, "QUERY_FIELD_INVALID" },
        { "/v1/can", """{"from": "shop/web", "to": "shop/redis", "prot": 1}""", 400, "QUERY_FIELD_INVALID" },
        { "/v1/can", """{"from": "shop/web", "from": "shop/batch", "to": "shop/redis"}""", 400, "QUERY_MALFORMED" },
        { "/v1/can", """{"from": "\ud800", "to": "shop/redis"}""", 400, "QUERY_MALFORMED" },
        { "/v1/can", """{"from": "shop/nobody", "to": "shop/redis"}""", 404, "ENDPOINT_NOT_FOUND" },
        { "/v1/can?explain=maybe", """{"from": "shop/web", "to": "shop/redis"}""", 400, "PARAMETER_INVALID" },
        { "/v1/can?explane=true", """{"from": "shop/web", "to": "shop/redis"}""", 400, "PARAMETER_INVALID" },
        { "/v1/can?explain=true&explain=false", """{"from": "shop/web", "to": "shop/redis"}""", 400, "PARAMETER_INVALID" },
        { "/v1/diff", "", 400, "BODY_INVALID" },
        { "/v1/diff", "{}", 400, "BODY_INVALID" },
        { "/v1/diff", "[]", 400, "BODY_INVALID" },
        { "/v1/diff", """{"documents": "a"}""", 400, "BODY_INVALID" },
        { "/v1/diff", """{"documents": [1]}""", 400, "BODY_INVALID" },
        { "/v1/diff", """{"without": [{}]}""", 400, "BODY_INVALID" },
        { "/v1/diff", """{"with": []}""", 400, "BODY_INVALID" },
        { "/v1/diff", """{"documents": ["\udc00"]}""", 400, "BODY_INVALID" },
        { "/v1/diff?group=rack", """{"without": ["pod/shop/web"]}""", 400, "PARAMETER_INVALID" },
        { "/v1/diff?port=99999", """{"without": ["pod/shop/web"]}""", 400, "PARAMETER_INVALID" },
        { "/v1/diff", """{"without": ["networkpolicy/shop/none"]}""", 422, "PE3025" },
        { "/v1/lint", """{"without": ["../../etc/passwd"]}""", 422, "PE3025" },
        { "/v1/diff", """{"documents": ["a: &a [1]\nb: *c"]}""", 422, "PE1" },
        { "/v1/diff", """{"documents": [{"apiVersion": "v1", "metadata": {"name": "x"}}]}""", 422, "PE3015" },
        { "/v1/matrix", """{"documents": [{"apiVersion": "v1", "metadata": {"name": "x"}}]}""", 422, "PE3015" },
        { "/v1/show/shop/web", """{"documents": ["metadata: {name: x}"]}""", 422, "PE3015" },
        { "/v1/diff", """{"documents": [{"object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}}}]}""", 422, "PE3015" },
        { "/v1/can", """{"question": {"from": "shop/web", "to": "shop/redis"}, "documents": ["replicas: 1"]}""", 422, "PE3015" },
        { "/v1/diff", """{"documents": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"labels": {"app": "web"}}}]}""", 422, "PE3016" },
        { "/v1/trace", """{"from": "shop/web", "to": "shop/redis"}""", 422, "TRACE_IMPOSSIBLE" },
        { "/v1/trace?size=0", """{"from": "shop/web", "to": "shop/redis"}""", 400, "PARAMETER_INVALID" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_request_that_means_nothing_is_told_so(string path, string body, int status, string code)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage response, JsonElement problem) = await host.PostAsync(path, body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(code, problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("   at ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json;charset=\"us-ascii\"")]
    public async Task A_body_that_a_page_of_another_site_could_send_is_refused(string type)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        HttpResponseMessage response = await host.SendAsync("/v1/can", Encoding.UTF8.GetBytes("""{"from": "shop/web", "to": "shop/redis"}"""), type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task A_body_may_be_said_to_be_UTF_8(string type)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        HttpResponseMessage response = await host.SendAsync("/v1/can", Encoding.UTF8.GetBytes("""{"from": "shop/web", "to": "shop/redis"}"""), type);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("{\n\"from\": \"shop/web\",\n oops}", "the body is not JSON, or names a member twice: error in line 3 at byte 2")]
    [InlineData("{oops}", "the body is not JSON, or names a member twice: error at byte 2")]
    [InlineData("""{"from": "\ud800", "to": "shop/redis"}""", "a text in the body has half of a pair of surrogates")]
    [InlineData("""{"\ud800": 1, "from": "shop/web"}""", "a text in the body has half of a pair of surrogates")]
    public async Task What_is_wrong_with_a_body_is_told_of_the_body(string body, string detail)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement problem) = await host.PostAsync("/v1/can", body);

        Assert.Equal(detail, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_and_the_server_lives_on()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        var random = new Random(7);
        foreach (string path in (string[])["/v1/can", "/v1/diff", "/v1/lint", "/v1/trace"])
        {
            for (int round = 0; round < 50; round++)
            {
                byte[] body = new byte[random.Next(1, 200)];
                random.NextBytes(body);
                body[0] = (byte)"[{\"\xff"[round % 4];

                HttpResponseMessage response = await host.SendAsync(path, body);

                Assert.InRange((int)response.StatusCode, 200, 499);
            }
        }

        (HttpResponseMessage after, _) = await host.GetAsync("/v1/can?from=shop/web&to=shop/redis");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }
}
