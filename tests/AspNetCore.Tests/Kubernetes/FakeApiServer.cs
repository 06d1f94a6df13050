using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspNetCore.Tests.Kubernetes;

/// <summary>As much of an API server as lists and watches need, with its ways to fail. The pages of a list are all of one version.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly WebApplication _app;
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Path, string Type, JsonObject Object)> _history = [];
    private readonly List<(string Prefix, CancellationTokenSource Cut, Channel<string> Events)> _watches = [];
    private readonly Dictionary<string, (long Version, JsonObject[] Left)> _lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forbidden = new(StringComparer.Ordinal);
    private ImmutableList<string> _requests = [];
    private long _version = 100;
    private long _oldest;

    private FakeApiServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What was asked so far, newest last.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>The status that every request is answered with; 0 to serve it.</summary>
    public int Refuses { get; set; }

    /// <summary>What is done instead of serving a request; null to serve it.</summary>
    public Func<HttpContext, Task>? Fault { get; set; }

    /// <summary>The token that requests must bear; null for any.</summary>
    public string? Token { get; set; }

    public static async Task<FakeApiServer> StartAsync(params string[] kinds)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var server = new FakeApiServer(app);
        server._kinds.UnionWith(kinds);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Adds an object or changes it.</summary>
    public void Put(string kind, string path, JsonObject body)
    {
        lock (_lock)
        {
            _kinds.Add(kind);
            string key = $"{kind}/{path}";
            string type = _objects.ContainsKey(key) ? "MODIFIED" : "ADDED";
            string[] parts = path.Split('/');
            var metadata = (JsonObject?)body["metadata"] ?? [];
            metadata["name"] = parts[^1];
            metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            if (parts.Length == 2)
            {
                metadata["namespace"] = parts[0];
            }

            body["metadata"] = metadata.Parent is null ? metadata : metadata.DeepClone();
            _objects[key] = body;
            Tell(key, type, body);
        }
    }

    public void Delete(string kind, string path)
    {
        lock (_lock)
        {
            string key = $"{kind}/{path}";
            JsonObject gone = _objects[key];
            gone["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            _objects.Remove(key);
            Tell(key, "DELETED", gone);
        }
    }

    /// <summary>Forbids a kind, whether the server has it or not.</summary>
    public void Forbid(string kind)
    {
        lock (_lock)
        {
            _forbidden.Add(kind);
        }
    }

    public void Permit(string kind)
    {
        lock (_lock)
        {
            _forbidden.Remove(kind);
        }
    }

    /// <summary>Changes without telling watches that are open: they are cut off instead.</summary>
    public void CutWatches()
    {
        lock (_lock)
        {
            _watches.ForEach(watch => watch.Cut.Cancel());

            _watches.Clear();
        }
    }

    /// <summary>Ends watches as a server does when their time is over.</summary>
    public void EndWatches() => Each(events => events.Writer.TryComplete());

    /// <summary>Forgets what has been so far: who goes on from an earlier version is refused.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _oldest = ++_version;
            _history.Clear();
        }
    }

    /// <summary>Tells watches how far they are.</summary>
    public void Bookmark()
    {
        lock (_lock)
        {
            Each(events => events.Writer.TryWrite($$"""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"{{_version}}"} } }"""));
        }
    }

    public void SendToWatches(string line) => Each(events => events.Writer.TryWrite(line));

    public ValueTask DisposeAsync()
    {
        CutWatches();
        return _app.DisposeAsync();
    }

    private void Each(Action<Channel<string>> act)
    {
        lock (_lock)
        {
            _watches.ForEach(watch => act(watch.Events));
        }
    }

    private void Tell(string key, string type, JsonObject body)
    {
        var copy = (JsonObject)body.DeepClone();
        _history.Add((_version, key, type, copy));
        foreach ((string _, CancellationTokenSource _, Channel<string> events) in _watches.Where(watch => key.StartsWith(watch.Prefix, StringComparison.Ordinal)))
        {
            events.Writer.TryWrite(EventOf(type, copy));
        }
    }

    private static string EventOf(string type, JsonObject body) => new JsonObject { ["type"] = type, ["object"] = body.DeepClone() }.ToJsonString();

    private async Task ServeAsync(HttpContext context)
    {
        string kind = context.Request.Path.Value!.Trim('/');
        lock (_lock)
        {
            _requests = _requests.Add($"{kind}{context.Request.QueryString}");
        }

        if (Fault is { } fault)
        {
            await fault(context);
            return;
        }

        if (Resources(kind) is { Length: > 0 } resources)
        {
            await context.Response.WriteAsync(new JsonObject { ["kind"] = "APIResourceList", ["resources"] = new JsonArray([.. resources]) }.ToJsonString());
            return;
        }

        if (IsForbidden(kind))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (Refuses != 0 || (Token is { } token && context.Request.Headers.Authorization != $"Bearer {token}") || !_kinds.Contains(kind))
        {
            context.Response.StatusCode = Refuses != 0 ? Refuses : _kinds.Contains(kind) ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound;
            return;
        }

        await (context.Request.Query.ContainsKey("watch") ? WatchAsync(context, kind) : ListAsync(context, kind));
    }

    private bool IsForbidden(string kind)
    {
        lock (_lock)
        {
            return _forbidden.Contains(kind);
        }
    }

    /// <summary>What there is under an API version; nothing where it is none.</summary>
    private JsonObject[] Resources(string version)
    {
        lock (_lock)
        {
            return [.. _kinds.Where(kind => kind[..kind.LastIndexOf('/')] == version).Select(kind => new JsonObject { ["name"] = kind[(version.Length + 1)..] })];
        }
    }

    private async Task ListAsync(HttpContext context, string kind)
    {
        JsonObject answer;
        lock (_lock)
        {
            int limit = int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture);
            (long version, JsonObject[] left) = context.Request.Query["continue"] is [{ } token] ? _lists[token]
                : (_version, [.. _objects.Where(entry => entry.Key.StartsWith(kind + "/", StringComparison.Ordinal)).Select(entry => (JsonObject)entry.Value.DeepClone())]);
            string next = left.Length > limit ? Guid.NewGuid().ToString() : "";
            _lists[next] = (version, [.. left.Skip(limit)]);
            answer = new JsonObject
            {
                ["kind"] = "List",
                ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["continue"] = next },
                ["items"] = new JsonArray([.. left.Take(limit)]),
            };
        }

        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private async Task WatchAsync(HttpContext context, string kind)
    {
        Channel<string> events = Channel.CreateUnbounded<string>();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        long from = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (from < _oldest)
            {
                events.Writer.TryWrite("""{"type":"ERROR","object":{"kind":"Status","code":410,"message":"too old resource version"}}""");
                events.Writer.TryComplete();
            }
            else
            {
                foreach ((long _, string _, string type, JsonObject body) in _history.Where(past => past.Version > from && past.Path.StartsWith(kind + "/", StringComparison.Ordinal)))
                {
                    events.Writer.TryWrite(EventOf(type, body));
                }

                _watches.Add((kind + "/", cut, events));
            }
        }

        try
        {
            await context.Response.StartAsync();
            await foreach (string line in events.Reader.ReadAllAsync(cut.Token))
            {
                await context.Response.WriteAsync(line + "\n", cut.Token);
                await context.Response.Body.FlushAsync(cut.Token);
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }

        lock (_lock)
        {
            _watches.RemoveAll(watch => watch.Events == events);
        }
    }
}
