using PolicyEngine.AspNetCore.Following;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>The objects of a kind, under the first API version of it that the server has.</summary>
/// <param name="kind">The kind.</param>
/// <param name="objectName">The name of the only objects that are read; null for all.</param>
/// <param name="api">The server.</param>
internal sealed class KubernetesList(KubernetesKind kind, string? objectName, KubernetesApi api) : IFollowed
{
    private KubernetesResource _resource = new(kind, kind.Versions[0], objectName);

    public string Name => _resource.Name;

    public bool IsNeeded => kind.Use == KubernetesUse.Verdicts;

    public async Task<Listing?> ListAsync(CancellationToken cancellation)
    {
        foreach (KubernetesResource resource in kind.Versions.Select(version => new KubernetesResource(kind, version, objectName)))
        {
            _resource = resource;
            if (await ListAsync(resource, cancellation).ConfigureAwait(false) is { } listing)
            {
                return listing;
            }
        }

        return null;
    }

    public IAsyncEnumerable<FollowedEvent> WatchAsync(string version, CancellationToken cancellation) => api.WatchAsync(_resource, version, cancellation);

    // A server forbids kinds before it looks whether it has them. Another version is not asked where it has: it may show less of them.
    private async Task<Listing?> ListAsync(KubernetesResource resource, CancellationToken cancellation)
    {
        try
        {
            return await api.ListAsync(resource, cancellation).ConfigureAwait(false);
        }
        catch (ForbiddenException)
        {
            if (await api.HasAsync(resource, cancellation).ConfigureAwait(false))
            {
                throw;
            }

            return null;
        }
    }
}
