using System.Text.Json.Nodes;
using AspNetCore.Tests.Snapshots;
using Microsoft.AspNetCore.Http;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Kubernetes;

/// <summary>Servers and what stands before them fail in many ways: the last good snapshot stays, and is up to date once they answer.</summary>
public sealed class KubernetesFaultTests
{
    private const string Pods = "api/v1/pods";
    private const string Event = """{"type":"ADDED","object":{"metadata":{"name":"false","namespace":"shop","resourceVersion":"1000"},"spec":{}}}""";

    private static readonly Dictionary<string, Func<HttpContext, Task>> s_faults = new(StringComparer.Ordinal)
    {
        ["half of an answer"] = context => CutOffAsync(context, """{"metadata":{"resourceVersion":"7"},"items":[{"meta"""),
        ["half of a line"] = context => Answer(context, 200, Event[..60]),
        ["half of a line behind a blank one"] = context => Answer(context, 200, "\n" + Event[..60] + "\n"),
        ["nothing"] = context => Answer(context, 200, ""),
        ["bytes that are no text"] = context => Answer(context, 200, "\0\u0001{\"\\ud800\": 1}"),
        ["a page that asks to log in"] = context => Answer(context, 200, "<!DOCTYPE html><html>Log in</html>", "text/html"),
        ["a way to another page"] = context => Answer(context, 302, "", location: "/login"),
        ["an internal error"] = context => Answer(context, 500, """{"kind":"Status","code":500}"""),
        ["a bad gateway"] = context => Answer(context, 502, "bad gateway", "text/plain"),
        ["too much to do"] = context => Answer(context, 429, "", retryAfter: "3600"),
        ["no service for now"] = context => Answer(context, 503, "", retryAfter: "1"),
        ["a line that does not end"] = context => EndlessAsync(context),
    };

    public static TheoryData<string, bool> Faults
    {
        get
        {
            var faults = new TheoryData<string, bool>();
            foreach (string fault in s_faults.Keys)
            {
                faults.Add(fault, false);
                faults.Add(fault, true);
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_faults_the_snapshot_is_what_it_was_and_then_what_is_there(string fault, bool isListedAnew)
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        server.Put(Pods, "shop/p", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        PublishedSnapshot first = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        int faults = 0;
        server.Fault = async context =>
        {
            Interlocked.Increment(ref faults);
            await s_faults[fault](context);
        };
        server.CutWatches();
        if (isListedAnew)
        {
            server.Forget();
        }

        await host.WaitAsync(_ => Volatile.Read(ref faults) >= 6);
        Assert.Same(first, host.Snapshots.Current);
        server.Put(Pods, "shop/q", Pod("b"));
        server.Fault = null;
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        Assert.Empty(now.Diagnostics);
    }

    [Fact]
    public async Task An_event_that_comes_in_pieces_is_taken_when_it_is_whole()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        var rest = new TaskCompletionSource();
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        server.Fault = async context =>
        {
            foreach (char character in Event)
            {
                await context.Response.WriteAsync(character.ToString(), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            await rest.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        server.EndWatches();
        rest.SetResult();
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Name == "false"));
    }

    [Fact]
    public async Task Events_told_twice_or_in_another_order_do_no_lasting_harm()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        server.Put(Pods, "shop/p", Pod("a"));
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 1);
        server.Put(Pods, "shop/p", Pod("now"));
        foreach ((string type, string app) in ((string, string)[])[("MODIFIED", "now"), ("MODIFIED", "now"), ("DELETED", "now"), ("DELETED", "now"), ("ADDED", "old"), ("MODIFIED", "older")])
        {
            server.SendToWatches($$"""{"type":"{{type}}","object":{"metadata":{"name":"p","namespace":"shop","resourceVersion":"50","labels":{"app":"{{app}}"} },"spec":{} } }""");
        }

        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Labels["app"] == "older"));
        server.Forget();
        server.EndWatches();
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Labels["app"] == "now"));
    }

    [Fact]
    public async Task An_object_of_megabytes_is_followed()
    {
        await using FakeApiServer server = await FakeApiServer.StartAsync(Pods);
        await using RunningHost host = await FollowedCluster.StartAsync(server);
        JsonObject large = Pod("large");
        large["metadata"]!["annotations"] = new JsonObject { ["note"] = new string('x', 4 << 20) };
        server.Put(Pods, "shop/large", large);
        server.Put(Pods, "shop/p", Pod("a"));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(pod => pod.Name == "p"));
    }

    private static Task Answer(HttpContext context, int status, string body, string type = "application/json", string? location = null, string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    }

    private static async Task CutOffAsync(HttpContext context, string body)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync(body);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        for (int count = 0; count < 18; count++)
        {
            await context.Response.Body.WriteAsync(new byte[1 << 20], context.RequestAborted);
        }
    }

    private static JsonObject Pod(string app) => FollowedCluster.Pod(app);
}
