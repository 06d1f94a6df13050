using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Lists and watches objects of an API server.</summary>
internal sealed class KubernetesApi(HttpClient client, IOptions<KubernetesOptions> options)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string ClientName = "PolicyEngine.Kubernetes";

    // Longer than any object a server takes (etcd's limit is 1.5 MB).
    private const int LongestLine = 16 * 1024 * 1024;
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pageTime = TimeSpan.FromMinutes(1);

    private readonly KubernetesOptions _options = options.Value;

    /// <summary>All objects of a kind and the version to watch from; null where the server does not have the kind.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="ExpiredException">The server has forgotten where the list was.</exception>
    /// <exception cref="JsonException">The server's answer is none.</exception>
    public async Task<Listing?> ListAsync(KubernetesKind kind, string apiVersion, CancellationToken cancellation)
    {
        ImmutableArray<FollowedObject>.Builder objects = ImmutableArray.CreateBuilder<FollowedObject>();
        string? from = null;
        string? version = null;
        do
        {
            string query = string.Create(CultureInfo.InvariantCulture, $"limit={_options.PageSize}") + (from is null ? "" : $"&continue={Uri.EscapeDataString(from)}");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(s_pageTime);
            using HttpResponseMessage response = await SendAsync(kind, apiVersion, query, HttpCompletionOption.ResponseContentRead, patience.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && from is null)
            {
                return null;
            }

            ThrowUnlessGood(response);
            byte[] bytes = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
            using JsonDocument page = JsonDocument.Parse(bytes);
            JsonElement metadata = page.RootElement.GetProperty("metadata");
            if (page.RootElement.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array)
            {
                objects.AddRange(items.EnumerateArray().Select(item => KubernetesObject.Of(item, kind, apiVersion)).OfType<FollowedObject>());
            }

            // Where pages are not of one version, all that has changed since the first is told by the watch.
            version ??= KubernetesObject.Text(metadata, "resourceVersion") ?? "";
            from = KubernetesObject.Text(metadata, "continue");
            if (string.IsNullOrEmpty(from))
            {
                return new Listing(objects.DrainToImmutable(), version);
            }
        }
        while (true);
    }

    /// <summary>What becomes of the objects of a kind from a version on, until the server ends it.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="ExpiredException">The server has forgotten the version.</exception>
    /// <exception cref="JsonException">What the server tells is no event.</exception>
    /// <exception cref="TimeoutException">The server has been silent for longer than it was to.</exception>
    public async IAsyncEnumerable<FollowedEvent> WatchAsync(KubernetesKind kind, string apiVersion, string version, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string query = string.Create(CultureInfo.InvariantCulture, $"watch=1&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(version)}&timeoutSeconds={(int)_options.WatchTime.TotalSeconds}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.WatchTime + s_grace);
        using HttpResponseMessage response = await SendAsync(kind, apiVersion, query, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        ThrowUnlessGood(response);
        Stream stream = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var lines = new LineReader(stream, LongestLine);
            while (await NextAsync(lines).ConfigureAwait(false) is { IsEmpty: false } line)
            {
                yield return EventOf(line, kind, apiVersion);
            }
        }

        async Task<ReadOnlyMemory<byte>> NextAsync(LineReader lines)
        {
            try
            {
                return await lines.ReadAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"the watch of {kind.Plural} was not ended in time", exception);
            }
        }
    }

    private static FollowedEvent EventOf(ReadOnlyMemory<byte> line, KubernetesKind kind, string apiVersion)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        string? type = KubernetesObject.Text(document.RootElement, "type");
        if (!document.RootElement.TryGetProperty("object", out JsonElement element))
        {
            throw new JsonException("an event has no object");
        }

        if (type == "ERROR")
        {
            throw element.TryGetProperty("code", out JsonElement code) && code.TryGetInt32(out int status) && status == (int)HttpStatusCode.Gone
                ? new ExpiredException()
                : new HttpRequestException($"the watch of {kind.Plural} failed: {KubernetesObject.Text(element, "message")}");
        }

        string version = element.TryGetProperty("metadata", out JsonElement metadata) ? KubernetesObject.Text(metadata, "resourceVersion") ?? "" : "";
        return type switch
        {
            "BOOKMARK" => new FollowedEvent(version, null, null),
            "ADDED" or "MODIFIED" => new FollowedEvent(version, KubernetesObject.Of(element, kind, apiVersion), null),
            "DELETED" => new FollowedEvent(version, null, KubernetesObject.Of(element, kind, apiVersion)?.Document.Name),
            _ => throw new JsonException($"an event is of the unknown type {type}"),
        };
    }

    private static void ThrowUnlessGood(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            throw new ExpiredException();
        }

        if (BusyException.Of(response) is { } busy)
        {
            throw busy;
        }

        response.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> SendAsync(KubernetesKind kind, string apiVersion, string query, HttpCompletionOption completion, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_options.Address!, $"{kind.PathOf(apiVersion)}?{query}"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_options.TokenFile is { } file)
        {
            string token = await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        }

        return await client.SendAsync(request, completion, cancellation).ConfigureAwait(false);
    }
}
