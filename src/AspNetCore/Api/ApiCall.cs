using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PolicyEngine.Json;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>A request to a route, and what it is answered from.</summary>
/// <param name="http">The request.</param>
/// <param name="api">What has the limits.</param>
/// <param name="revision">What it is about.</param>
/// <param name="body">Its body; empty where the route has none.</param>
/// <param name="cancellation">Stops the work when the client leaves or the time is over.</param>
internal sealed class ApiCall(HttpContext http, PolicyApi api, Revision revision, ReadOnlyMemory<byte> body, CancellationToken cancellation)
{
    private const int FlushAt = 32 * 1024;

    private long _sent;

    public HttpContext Http { get; } = http;

    public PolicyApi Api { get; } = api;

    public Revision Revision { get; } = revision;

    public PolicySnapshot Snapshot => Revision.Snapshot;

    public CancellationToken Cancellation { get; } = cancellation;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>A parameter of the address; null where it is not given.</summary>
    public string? Parameter(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>A name with slashes that ends the path. Servers leave a slash that is written <c>%2F</c> as it is, which clients do that are generated.</summary>
    public string Name(string part) => (Http.GetRouteValue(part) as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The overlay in the body; an empty body lays nothing over.</summary>
    /// <returns>Null where <paramref name="problem"/> says what is wrong.</returns>
    public Overlay? Overlay(out Problem? problem, bool hasQuestion = false) => new OverlayReader(Api.Options.MaxDocuments, hasQuestion).Read(Body, out problem);

    /// <summary>Begins the answer. What is written goes out with <see cref="FlushAsync"/>, or when the writer is disposed of.</summary>
    public Utf8JsonWriter Answer()
    {
        Http.Response.ContentType = "application/json";
        return new Utf8JsonWriter(Http.Response.BodyWriter, JsonText.LineOptions);
    }

    /// <summary>Begins an answer that is no JSON document.</summary>
    public HttpResponse Answer(string contentType)
    {
        Http.Response.ContentType = contentType;
        return Http.Response;
    }

    /// <summary>Sends what has been written of a long answer, if it is worth it.</summary>
    public async ValueTask FlushAsync(Utf8JsonWriter json)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (json.BytesPending + json.BytesCommitted - _sent >= FlushAt)
        {
            json.Flush();
            _sent = json.BytesCommitted;
            await Http.Response.BodyWriter.FlushAsync(Cancellation).ConfigureAwait(false);
        }
    }
}
