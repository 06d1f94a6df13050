using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Follows a cluster through its API server. What shows the network alone is of no use to a loader that keeps no documents.</summary>
internal sealed class KubernetesSource(
    IHttpClientFactory clients, IOptions<KubernetesOptions> options, LoadOptions reading, TimeProvider time, ILogger<KubernetesSource> logger) : ISnapshotSource
{
    public string Name => options.Value.Address?.ToString() ?? "";

    public bool HoldsBackErrors => false;

    public async IAsyncEnumerable<SnapshotUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpClient client = clients.CreateClient(KubernetesClient.Name);
        var api = new KubernetesApi(client, options);
        var pace = new FollowPace(options.Value.FirstPause, options.Value.LongestPause, options.Value.GivesUpAfter);
        var cluster = new FollowedTogether([.. KubernetesKind.All.Where(IsFollowed).SelectMany(kind => ListsOf(kind, api))], pace, time, logger);
        await foreach (SnapshotUpdate update in cluster.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }

    private static IEnumerable<KubernetesList> ListsOf(KubernetesKind kind, KubernetesApi api) =>
        kind.ObjectNames.IsEmpty ? [new KubernetesList(kind, null, api)] : kind.ObjectNames.Select(name => new KubernetesList(kind, name, api));

    private bool IsFollowed(KubernetesKind kind) => kind.Use switch
    {
        KubernetesUse.Verdicts => true,
        KubernetesUse.Network => reading.KeepsDocuments || reading.KeepsText,
        _ => false,
    };
}
