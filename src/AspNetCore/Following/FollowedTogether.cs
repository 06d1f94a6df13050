using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>Follows several lists as one: first all of them, then what becomes of any.</summary>
internal sealed class FollowedTogether(IReadOnlyList<IFollowed> all, FollowPace pace, TimeProvider time, ILogger logger)
{
    private const int MaxWaiting = 4096;

    /// <exception cref="IOException">One of them has failed for too long.</exception>
    public async IAsyncEnumerable<SnapshotUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<FollowerChange> changes = Channel.CreateBounded<FollowerChange>(MaxWaiting);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task following = RunAsync(changes.Writer, ended);
        try
        {
            var batch = new UpdateBatch();
            HashSet<IFollowed> unlisted = [.. all];
            while (await changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while ((unlisted.Count > 0 || batch.Count < MaxWaiting) && changes.Reader.TryRead(out FollowerChange? change))
                {
                    batch.Add(change);
                    if (change.IsList)
                    {
                        unlisted.Remove(change.Followed);
                    }
                }

                // The first is told when all are known.
                if (unlisted.Count == 0)
                {
                    yield return batch.Take();
                }
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs until one fails for good, which whoever reads the changes is told then.</summary>
    private async Task RunAsync(ChannelWriter<FollowerChange> changes, CancellationTokenSource ended)
    {
        Task[] followers = [.. all.Select(followed => new Follower(followed, pace, changes, time, logger).FollowAsync(ended.Token))];
        Task first = await Task.WhenAny(followers).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(followers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        changes.TryComplete(first.Exception?.InnerException);
    }
}
