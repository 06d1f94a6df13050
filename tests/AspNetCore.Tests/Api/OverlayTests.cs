using System.Net;
using System.Text.Json;
using AspNetCore.Tests.Snapshots;

namespace AspNetCore.Tests.Api;

public sealed class OverlayTests
{
    private const string Question = """{"id": 1, "from": "shop/batch", "to": "shop/redis", "port": 6379}""";
    private const string NoPolicy = """ "without": ["networkpolicy/shop/redis"] """;
    private const string DenyAll =
        """ "documents": ["{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress]}}"] """;

    [Fact]
    public async Task A_question_is_answered_as_if_a_change_were_made_which_it_is_not()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage response, JsonElement over) = await host.PostAsync("/v1/can?explain=true", $$"""{"question": {{Question}}, {{NoPolicy}}}""");
        (_, JsonElement bare) = await host.PostAsync("/v1/can", $$"""{"question": {{Question}}}""");
        (_, JsonElement now) = await host.PostAsync("/v1/can", Question);

        Assert.Equal("allowed", over.GetProperty("verdict").GetString());
        Assert.Equal(1, over.GetProperty("id").GetInt32());
        Assert.Equal("denied", now.GetProperty("verdict").GetString());
        Assert.Equal(now.GetRawText(), bare.GetRawText());
        Assert.Equal(host.Snapshots.Current.RevisionId, Assert.Single(response.Headers.GetValues("Policy-Revision")));
    }

    [Fact]
    public async Task Many_questions_are_asked_over_one_change()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement answers) = await host.PostAsync(
            "/v1/can", $$"""{ {{DenyAll}}, "question": [{{Question}}, {"from": "shop/web", "to": "shop/redis", "port": 6379}, {"from": "shop/web"}]}""");

        Assert.Equal(["denied", "denied"], answers.EnumerateArray().Take(2).Select(answer => answer.GetProperty("verdict").GetString()!), StringComparer.Ordinal);
        Assert.Contains("NetworkPolicy/shop/none", answers[1].GetProperty("egress").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("QUERY_FIELD_INVALID", answers[2].GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_packet_is_followed_past_documents_and_to_pods_among_them()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Source.Tell(false, [FakeSource.PlacedPod("a", "10.244.1.4", "w1"), FakeSource.Node("w1", "192.168.10.11")]);
        await host.WaitAsync(current => current.Snapshot.Model.Nodes.Length == 1);
        const string NewPod = """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "new", "namespace": "shop"}, "spec": {"nodeName": "w1"}, "status": {"podIP": "10.244.1.5"}}""";

        (_, JsonElement way) = await host.PostAsync("/v1/trace", $$"""{"question": {"from": "shop/a", "to": "shop/new", "port": 80}, "documents": [{{NewPod}}]}""");

        Assert.Equal("delivered", way.GetProperty("request").GetProperty("end").GetString());
    }

    [Fact]
    public async Task Reports_are_written_as_if_a_change_were_made()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement matrix) = await host.PostAsync("/v1/matrix?port=6379", $$"""{ {{NoPolicy}} }""");
        (_, JsonElement shown) = await host.PostAsync("/v1/show/shop/web", $$"""{ {{DenyAll}} }""");

        Assert.Contains(matrix.GetProperty("connections").EnumerateArray(), row => row.GetProperty("from").GetString() == "shop/batch" && row.GetProperty("to").GetString() == "shop/redis");
        Assert.Contains("NetworkPolicy/shop/none", shown.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/can", """{"documents": []}""", HttpStatusCode.BadRequest, "BODY_INVALID")]
    [InlineData("/v1/can", """{"question": {}, "document": []}""", HttpStatusCode.BadRequest, "BODY_INVALID")]
    [InlineData("/v1/can", """{"from": "a/b", "to": "c/d", "documents": []}""", HttpStatusCode.BadRequest, "BODY_INVALID")]
    [InlineData("/v1/can", """{"question": 7}""", HttpStatusCode.BadRequest, "QUERY_MALFORMED")]
    [InlineData("/v1/can", """{"question": [], "question": []}""", HttpStatusCode.BadRequest, "BODY_INVALID")]
    [InlineData("/v1/can", """{"question": [""", HttpStatusCode.BadRequest, "BODY_INVALID")]
    [InlineData("/v1/trace", """{"question": [], "without": []}""", HttpStatusCode.BadRequest, "QUERY_MALFORMED")]
    [InlineData("/v1/trace", """{"question": {"from": "shop/web", "to": "shop/redis"}, "without": ["networkpolicy/shop/nothing"]}""", HttpStatusCode.UnprocessableEntity, "PE3025")]
    [InlineData("/v1/matrix", """{"question": {}}""", HttpStatusCode.BadRequest, "BODY_INVALID")]
    [InlineData("/v1/show/shop/web", """{"documents": ["{kind"]}""", HttpStatusCode.UnprocessableEntity, "PE1001")]
    public async Task A_change_that_means_nothing_is_refused(string path, string body, HttpStatusCode status, string code)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage response, JsonElement problem) = await host.PostAsync(path, body);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }
}
