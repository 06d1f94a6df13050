using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Lists and watches objects of an API server.</summary>
internal sealed class KubernetesApi(HttpClient client, IOptions<KubernetesOptions> options)
{
    // Longer than any object a server takes (etcd's limit is 1.5 MB).
    private const int LongestLine = 16 * 1024 * 1024;
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pageTime = TimeSpan.FromMinutes(1);

    private readonly KubernetesClient _client = new(client, options);
    private readonly KubernetesOptions _options = options.Value;

    /// <summary>All objects of a kind and the version to watch from; null where the server does not have the kind.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="ForbiddenException">The account may not do so.</exception>
    /// <exception cref="ExpiredException">The server has forgotten where the list was.</exception>
    /// <exception cref="JsonException">The server's answer is none.</exception>
    public async Task<Listing?> ListAsync(KubernetesResource resource, CancellationToken cancellation)
    {
        ImmutableArray<FollowedObject>.Builder objects = ImmutableArray.CreateBuilder<FollowedObject>();
        string? from = null;
        string? version = null;
        do
        {
            string query = string.Create(CultureInfo.InvariantCulture, $"limit={_options.PageSize}") + (from is null ? "" : $"&continue={Uri.EscapeDataString(from)}");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(s_pageTime);
            using HttpResponseMessage response = await _client.GetAsync(resource.Address + query, HttpCompletionOption.ResponseContentRead, patience.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && from is null)
            {
                return null;
            }

            ThrowUnlessGood(response, resource, "list");
            byte[] bytes = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
            using JsonDocument page = JsonDocument.Parse(bytes);
            JsonElement metadata = page.RootElement.GetProperty("metadata");
            if (page.RootElement.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array)
            {
                objects.AddRange(items.EnumerateArray().Select(item => KubernetesObject.Of(item, resource)).OfType<FollowedObject>());
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

    /// <summary>Whether the server has a kind, which it tells also those who may not list it; yes where it does not tell.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="JsonException">The server's answer is none.</exception>
    public async Task<bool> HasAsync(KubernetesResource resource, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_pageTime);
        using HttpResponseMessage response = await _client.GetAsync(KubernetesKind.PathOfVersion(resource.Version), HttpCompletionOption.ResponseContentRead, patience.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return response.StatusCode != HttpStatusCode.NotFound;
        }

        byte[] bytes = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
        using JsonDocument version = JsonDocument.Parse(bytes);
        return version.RootElement.GetProperty("resources").EnumerateArray().Any(known => KubernetesObject.Text(known, "name") == resource.Kind.Plural);
    }

    /// <summary>What becomes of the objects of a kind from a version on, until the server ends it.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="ForbiddenException">The account may not do so.</exception>
    /// <exception cref="ExpiredException">The server has forgotten the version.</exception>
    /// <exception cref="JsonException">What the server tells is no event.</exception>
    /// <exception cref="TimeoutException">The server has been silent for longer than it was to.</exception>
    public async IAsyncEnumerable<FollowedEvent> WatchAsync(KubernetesResource resource, string version, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string query = string.Create(CultureInfo.InvariantCulture, $"watch=1&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(version)}&timeoutSeconds={(int)_options.WatchTime.TotalSeconds}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.WatchTime + s_grace);
        using HttpResponseMessage response = await _client.GetAsync(resource.Address + query, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        ThrowUnlessGood(response, resource, "watch");
        Stream stream = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var lines = new LineReader(stream, LongestLine);
            while (await NextAsync(lines).ConfigureAwait(false) is { IsEmpty: false } line)
            {
                yield return EventOf(line, resource);
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
                throw new TimeoutException($"the watch of {resource.Name} was not ended in time", exception);
            }
        }
    }

    private static FollowedEvent EventOf(ReadOnlyMemory<byte> line, KubernetesResource resource)
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
                : new HttpRequestException($"the watch of {resource.Name} failed: {KubernetesObject.Text(element, "message")}");
        }

        string version = element.TryGetProperty("metadata", out JsonElement metadata) ? KubernetesObject.Text(metadata, "resourceVersion") ?? "" : "";
        return type switch
        {
            "BOOKMARK" => new FollowedEvent(version, null, null),
            "ADDED" or "MODIFIED" => new FollowedEvent(version, KubernetesObject.Of(element, resource), null),
            "DELETED" => new FollowedEvent(version, null, KubernetesObject.Of(element, resource)?.Document.Name),
            _ => throw new JsonException($"an event is of the unknown type {type}"),
        };
    }

    private static void ThrowUnlessGood(HttpResponseMessage response, KubernetesResource resource, string verb)
    {
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            throw new ExpiredException();
        }

        if (response.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new ForbiddenException($"the account may not {verb} {resource.Name} (HTTP 403): grant it a rule such as {resource.AccessRule}");
        }

        if (BusyException.Of(response) is { } busy)
        {
            throw busy;
        }

        response.EnsureSuccessStatusCode();
    }
}
