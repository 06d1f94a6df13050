using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Follows a cluster through its API server.</summary>
internal sealed class KubernetesSource(IHttpClientFactory clients, IOptions<KubernetesOptions> options, TimeProvider time, ILogger<KubernetesSource> logger) : ISnapshotSource
{
    public string Name => options.Value.Address?.ToString() ?? "";

    public bool HoldsBackErrors => false;

    public async IAsyncEnumerable<SnapshotUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpClient client = clients.CreateClient(KubernetesApi.ClientName);
        var api = new KubernetesApi(client, options);
        var pace = new FollowPace(options.Value.FirstPause, options.Value.LongestPause, options.Value.GivesUpAfter);
        var cluster = new FollowedTogether([.. KubernetesKind.All.Select(kind => new KubernetesList(kind, api))], pace, time, logger);
        await foreach (SnapshotUpdate update in cluster.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }
}
