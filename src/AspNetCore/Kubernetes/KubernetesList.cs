using PolicyEngine.AspNetCore.Following;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>The objects of a kind, under the first API version of it that the server has.</summary>
internal sealed class KubernetesList(KubernetesKind kind, KubernetesApi api) : IFollowed
{
    private string _apiVersion = kind.Versions[0];

    public string Name => kind.Plural;

    public async Task<Listing?> ListAsync(CancellationToken cancellation)
    {
        foreach (string apiVersion in kind.Versions)
        {
            if (await api.ListAsync(kind, apiVersion, cancellation).ConfigureAwait(false) is { } listing)
            {
                _apiVersion = apiVersion;
                return listing;
            }
        }

        return null;
    }

    public IAsyncEnumerable<FollowedEvent> WatchAsync(string version, CancellationToken cancellation) => api.WatchAsync(kind, _apiVersion, version, cancellation);
}
