using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Etcd;

/// <summary>Follows Calico's objects in etcd.</summary>
internal sealed class EtcdSource(IHttpClientFactory clients, IOptions<EtcdOptions> options, TimeProvider time, ILogger<EtcdSource> logger) : ISnapshotSource
{
    public string Name => string.Join(' ', options.Value.Servers);

    public bool HoldsBackErrors => false;

    public async IAsyncEnumerable<SnapshotUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpClient client = clients.CreateClient(EtcdApi.ClientName);
        var tree = new EtcdTree(new EtcdApi(client, options), options.Value);
        var pace = new FollowPace(options.Value.FirstPause, options.Value.LongestPause, options.Value.GivesUpAfter);
        await foreach (SnapshotUpdate update in new FollowedTogether([tree], pace, time, logger).FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }
}
