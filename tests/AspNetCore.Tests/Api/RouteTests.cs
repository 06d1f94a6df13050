using System.Net;
using System.Text.Json;
using AspNetCore.Tests.Snapshots;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Api;

public sealed class RouteTests
{
    [Theory]
    [InlineData("web", "allowed")]
    [InlineData("batch", "denied")]
    public async Task A_question_in_an_address_has_the_answer_of_the_same_question_in_a_body(string from, string verdict)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement got) = await host.GetAsync($"/v1/can?from=shop/{from}&to=shop/redis&port=6379&protocol=TCP");
        (_, JsonElement posted) = await host.PostAsync("/v1/can", $$"""{"from":"shop/{{from}}","to":"shop/redis","port":6379,"protocol":"TCP"}""");

        Assert.Equal(verdict, got.GetProperty("verdict").GetString());
        Assert.Equal(got.GetRawText(), posted.GetRawText());
    }

    [Fact]
    public async Task Answers_to_a_list_stand_in_its_order_and_errors_among_them()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage response, JsonElement answers) = await host.PostAsync("/v1/can", """
            [{"id": 1, "from": "shop/web", "to": "shop/redis", "port": 6379}, {"id": {"a": "b"}, "from": "shop/nobody", "to": "shop/redis"}, 7]
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(host.Snapshots.Current.RevisionId, Assert.Single(response.Headers.GetValues("Policy-Revision")));
        Assert.Equal("allowed", answers[0].GetProperty("verdict").GetString());
        Assert.Equal(1, answers[0].GetProperty("id").GetInt32());
        Assert.Equal("b", answers[1].GetProperty("id").GetProperty("a").GetString());
        Assert.Equal("ENDPOINT_NOT_FOUND", answers[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("QUERY_MALFORMED", answers[2].GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData("&explain=false", false, false)]
    [InlineData("&explain=true", true, true)]
    public async Task The_client_says_how_much_of_the_way_to_tell(string explain, bool hasNearest, bool hasSteps)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement answer) = await host.GetAsync($"/v1/can?from=shop/batch&to=shop/redis&port=6379{explain}");

        JsonElement ingress = answer.GetProperty("ingress");
        Assert.Equal(hasNearest, ingress.TryGetProperty("whyNot", out _));
        Assert.Equal(hasSteps, ingress.TryGetProperty("steps", out _));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("?namespace=shop&group=pod&port=6379", true)]
    public async Task The_matrix_has_the_connections_that_are_asked_for(string query, bool hasAny)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement matrix) = await host.GetAsync($"/v1/matrix{query}");

        Assert.Equal(hasAny, matrix.GetProperty("connections").EnumerateArray().Any(row => row.GetProperty("from").GetString() == "shop/web" && row.GetProperty("to").GetString() == "shop/redis"));
        Assert.False(matrix.GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData("shpo", "there is no namespace `shpo`; did you mean `shop`?")]
    [InlineData("", "there is no namespace ``")]
    public async Task A_namespace_that_is_not_there_has_no_matrix(string name, string detail)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage response, JsonElement problem) = await host.GetAsync($"/v1/matrix?namespace={name}");

        Assert.Equal(
            (HttpStatusCode.NotFound, "NAMESPACE_NOT_FOUND", detail),
            (response.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("/v1/can?from=shop/web&to=shop/redis&port=6379")]
    [InlineData("/v1/matrix")]
    [InlineData("/v1/show/shop/redis")]
    [InlineData("/v1/snapshot")]
    [InlineData("/v1/events")]
    [InlineData("/v1/show/shop/nobody")]
    public async Task What_can_be_got_can_be_asked_for_without_its_body(string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using HttpResponseMessage got = await host.Client.GetAsync(new Uri("/api" + path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api" + path);
        using HttpResponseMessage head = await host.Client.SendAsync(request);

        Assert.Equal(got.StatusCode, head.StatusCode);
        Assert.Equal(got.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(got.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_namespace_without_pods_has_an_empty_matrix()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Source.Tell(false, [new SnapshotDocument("namespaces/dev", "{apiVersion: v1, kind: Namespace, metadata: {name: dev}}"u8.ToArray(), "namespace/dev")]);
        await host.WaitAsync(current => current.Snapshot.Model.Namespaces.Length == 2);

        (_, JsonElement matrix) = await host.GetAsync("/v1/matrix?namespace=dev");

        Assert.Empty(matrix.GetProperty("connections").EnumerateArray());
    }

    [Theory]
    [InlineData("/v1/show/Pod/shop/web", "/v1/show/pod/shop/web")]
    [InlineData("/v1/can?from=POD/shop/web&to=pod/shop/redis&port=6379", "/v1/can?from=pod/shop/web&to=POD/shop/redis&port=6379")]
    [InlineData("/v1/endpoints?prefix=NS/s", "/v1/endpoints?prefix=ns/s")]
    [InlineData("/v1/policies?prefix=NETWORKPOLICY/", "/v1/policies?prefix=networkpolicy/")]
    [InlineData("/v1/policies/networkpolicy/shop/redis", "/v1/policies/NetworkPolicy/shop/redis")]
    public async Task Kinds_are_taken_in_either_case(string one, string other)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage first, JsonElement told) = await host.GetAsync(one);
        (HttpResponseMessage second, JsonElement toldAlike) = await host.GetAsync(other);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(told.GetRawText(), toldAlike.GetRawText(), ignoreCase: true);
        Assert.Contains("shop/", told.GetRawText().Replace("ns/shop", "shop/", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/show/pod/shop/web", "/v1/show/pod%2Fshop%2Fweb", HttpStatusCode.OK)]
    [InlineData("/v1/show/shop/web", "/v1/show/shop%2fweb", HttpStatusCode.OK)]
    [InlineData("/v1/show/shop/nobody", "/v1/show/shop%2Fnobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/policies/NetworkPolicy/shop/redis", "/v1/policies/NetworkPolicy%2Fshop%2fredis", HttpStatusCode.OK)]
    public async Task Slashes_in_a_name_may_be_encoded(string plain, string encoded, HttpStatusCode status)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage expected, JsonElement told) = await host.GetAsync(plain);
        (HttpResponseMessage actual, JsonElement toldAlike) = await host.GetAsync(encoded);

        Assert.Equal((status, status), (expected.StatusCode, actual.StatusCode));
        Assert.Equal(told.GetRawText(), toldAlike.GetRawText());
    }

    [Fact]
    public async Task A_port_that_nobody_calls_so_is_the_same_problem_for_all_routes()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (HttpResponseMessage Response, JsonElement Body)[] answers =
        [
            await host.GetAsync("/v1/can?from=shop/web&to=shop/redis&port=rdeis"),
            await host.GetAsync("/v1/matrix?to=shop/redis&port=rdeis"),
            await host.PostAsync("/v1/diff?to=shop/redis&port=rdeis", """{"without": ["networkpolicy/shop/redis"]}"""),
        ];

        Assert.All(answers, answer => Assert.Equal(
            (HttpStatusCode.NotFound, "PORT_NOT_FOUND", "`shop/redis` declares no port named `rdeis`"),
            (answer.Response.StatusCode, answer.Body.GetProperty("code").GetString(), answer.Body.GetProperty("detail").GetString())));
    }

    [Fact]
    public async Task A_difference_tells_what_documents_would_change_and_changes_nothing()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        string revision = host.Snapshots.Current.RevisionId;

        (_, JsonElement without) = await host.PostAsync("/v1/diff?port=6379", """{"without": ["networkpolicy/shop/redis"]}""");
        (_, JsonElement with) = await host.PostAsync("/v1/diff?port=6379", """
            {"documents": ["{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress]}}"]}
            """);

        (_, JsonElement first) = await host.PostAsync("/v1/diff?limit=1", """{"without": ["networkpolicy/shop/redis"]}""");

        Assert.Single(first.GetProperty("changes").EnumerateArray());
        Assert.True(first.GetProperty("truncated").GetBoolean() && first.GetProperty("total").GetInt32() > 1);
        Assert.Contains(without.GetProperty("changes").EnumerateArray(), change => change.GetProperty("change").GetString() == "added" && change.GetProperty("from").GetString() == "shop/batch");
        Assert.Contains(with.GetProperty("changes").EnumerateArray(), change => change.GetProperty("change").GetString() == "removed" && change.GetProperty("from").GetString() == "shop/web");
        Assert.Equal(revision, host.Snapshots.Current.RevisionId);
    }

    [Fact]
    public async Task Lint_looks_at_documents_that_are_laid_over()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        const string Nobody = """{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "nobody", "namespace": "shop"}, "spec": {"podSelector": {"matchLabels": {"app": "nobody"}}}}""";

        (_, JsonElement alone) = await host.PostAsync("/v1/lint", "{}");
        (_, JsonElement over) = await host.PostAsync("/v1/lint", $$"""{"documents": [{{Nobody}}]}""");
        (_, JsonElement own) = await host.PostAsync("/v1/lint?own=true", $$"""{"documents": [{{Nobody}}]}""");
        HttpResponseMessage bare = await host.Client.PostAsync(new Uri("/api/v1/lint", UriKind.Relative), null);

        Assert.DoesNotContain(alone.GetProperty("findings").EnumerateArray(), IsAboutNobody);
        Assert.Contains(over.GetProperty("findings").EnumerateArray(), IsAboutNobody);
        Assert.NotEmpty(own.GetProperty("findings").EnumerateArray());
        Assert.All(own.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("documents[0]", finding.GetProperty("file").GetString()));
        Assert.Equal(HttpStatusCode.OK, bare.StatusCode);

        static bool IsAboutNobody(JsonElement finding) => finding.GetProperty("object").GetString()!.Contains("nobody", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_takes_names_with_slashes()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement shown) = await host.GetAsync("/v1/show/shop/redis");
        (HttpResponseMessage missing, JsonElement problem) = await host.GetAsync("/v1/show/shop/nobody");

        Assert.Equal("shop/redis", shown[0].GetProperty("endpoint").GetString());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("application/problem+json", missing.Content.Headers.ContentType!.MediaType);
        Assert.Equal("ENDPOINT_NOT_FOUND", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_trace_follows_a_packet_or_says_why_it_cannot()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        host.Source.Tell(false, [FakeSource.PlacedPod("a", "10.244.1.4", "w1"), FakeSource.PlacedPod("b", "10.244.1.5", "w1"), FakeSource.Node("w1", "192.168.10.11")]);
        await host.WaitAsync(current => current.Snapshot.Model.Nodes.Length == 1);

        (_, JsonElement got) = await host.GetAsync("/v1/trace?from=shop/a&to=shop/b&port=80&size=100");
        (_, JsonElement posted) = await host.PostAsync("/v1/trace?size=100", """{"from": "shop/a", "to": "shop/b", "port": 80}""");
        (HttpResponseMessage unplaced, JsonElement problem) = await host.GetAsync("/v1/trace?from=shop/web&to=shop/redis&port=6379");

        Assert.Equal("delivered", got.GetProperty("request").GetProperty("end").GetString());
        Assert.Equal(100, got.GetProperty("request").GetProperty("packet").GetProperty("length").GetInt32());
        Assert.Equal(got.GetRawText(), posted.GetRawText());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unplaced.StatusCode);
        Assert.Equal("TRACE_IMPOSSIBLE", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Names_are_completed_in_order_up_to_a_limit()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement names) = await host.GetAsync("/v1/endpoints?prefix=shop/&limit=2");

        Assert.Equal(["shop/batch", "shop/redis"], names.GetProperty("names").EnumerateArray().Select(name => name.GetString()!), StringComparer.Ordinal);
        Assert.True(names.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task The_snapshot_tells_what_it_is_made_of_and_how_it_stands()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement state) = await host.GetAsync("/v1/snapshot");

        Assert.Equal(host.Snapshots.Current.RevisionId, state.GetProperty("revision").GetString());
        Assert.Equal(3, state.GetProperty("counts").GetProperty("endpoints").GetInt32());
        Assert.Equal("current", state.GetProperty("status").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        (HttpResponseMessage first, _) = await host.GetAsync("/v1/matrix");

        string tag = first.Headers.ETag!.ToString();
        HttpStatusCode[] same = [await AskAgainAsync(tag), await AskAgainAsync($"\"older\", W/{tag}"), await AskAgainAsync("*")];
        string before = host.Snapshots.Current.RevisionId;
        host.Source.Tell(false, [FakeSource.Pod("another", "web")]);
        await host.WaitAsync(current => current.RevisionId != before);
        HttpStatusCode changed = await AskAgainAsync(tag);

        Assert.All(same, status => Assert.Equal(HttpStatusCode.NotModified, status));
        Assert.Equal(HttpStatusCode.OK, changed);

        async Task<HttpStatusCode> AskAgainAsync(string known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/matrix");
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            return (await host.Client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Before_anything_is_read_there_are_no_answers()
    {
        await using ApiHost host = await ApiHost.StartAsync(hasSnapshot: false);

        (HttpResponseMessage response, JsonElement problem) = await host.GetAsync("/v1/can?from=a/b&to=c/d");
        (HttpResponseMessage state, _) = await host.GetAsync("/v1/snapshot");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("SNAPSHOT_MISSING", problem.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
    }
}
