using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>Lists objects, watches them, and begins anew where the watch cannot go on.</summary>
internal sealed class Follower(IFollowed followed, FollowPace pace, ChannelWriter<FollowerChange> changes, TimeProvider time, ILogger logger)
{
    // The versions of objects by the names of their documents.
    private Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private string _version = "";
    private readonly LastFailure _failure = new();
    private bool _isLeftOut;

    /// <summary>Follows until it is cancelled.</summary>
    /// <exception cref="IOException">It has failed for too long, or what is needed may not be read.</exception>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        bool isListed = false;
        long failing = 0;
        for (int failures = 0; ;)
        {
            try
            {
                if (!isListed)
                {
                    isListed = await ListAsync(cancellation).ConfigureAwait(false);
                    failures = 0;
                    if (!isListed)
                    {
                        logger.Absent(followed.Name, pace.LongestPause);
                        await Task.Delay(pace.LongestPause, time, cancellation).ConfigureAwait(false);
                        continue;
                    }
                }

                await foreach (FollowedEvent told in followed.WatchAsync(_version, cancellation).ConfigureAwait(false))
                {
                    failures = 0;
                    await TakeAsync(told, cancellation).ConfigureAwait(false);
                }

                // A server that ends watches at once must not be asked without pause.
                failures = 0;
                await Task.Delay(pace.FirstPause / 10, time, cancellation).ConfigureAwait(false);
            }
            catch (ExpiredException)
            {
                logger.Expired(followed.Name, _version);
                isListed = false;

                // Nor must one that forgets each version as soon as it has told it.
                await Task.Delay(pace.FirstPause, time, cancellation).ConfigureAwait(false);
            }
            catch (ForbiddenException exception)
            {
                isListed = false;
                await LeaveOutAsync(exception, cancellation).ConfigureAwait(false);
                await Task.Delay(pace.LongestPause, time, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsOfTheServer(exception) || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                failing = failures == 0 ? time.GetTimestamp() : failing;
                bool isNews = _failure.IsNews(exception.Message, hasWorked: failures == 0);
                TimeSpan pause = pace.PauseAfter(++failures, (exception as BusyException)?.Wait ?? TimeSpan.Zero);
                if (time.GetElapsedTime(failing) > pace.GivesUpAfter)
                {
                    throw new IOException($"{followed.Name} cannot be followed: {exception.Message}", exception);
                }

                if (isNews)
                {
                    logger.FollowingFailed(followed.Name, exception.Message, pause);
                }

                logger.AttemptFailed(exception, followed.Name, failures);
                await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What a server may do wrong: the last two come from answers of another shape than they should have.</summary>
    internal static bool IsOfTheServer(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException;

    /// <summary>Whether there are such objects. What was known and is not in the list any more is gone.</summary>
    private async Task<bool> ListAsync(CancellationToken cancellation)
    {
        Listing? listing = await followed.ListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, string> now = new(StringComparer.Ordinal);
        foreach (FollowedObject one in listing?.Objects ?? [])
        {
            now[one.Document.Name] = one.Version;
        }

        ImmutableArray<SnapshotDocument> changed = listing is null ? []
            : [.. listing.Objects.Where(one => !_known.TryGetValue(one.Document.Name, out string? known) || known != one.Version).Select(one => one.Document)];
        await changes.WriteAsync(new FollowerChange(followed, changed, [.. _known.Keys.Where(name => !now.ContainsKey(name))], true), cancellation).ConfigureAwait(false);
        (_known, _version, _isLeftOut) = (now, listing?.Version ?? "", false);
        logger.Listed(now.Count, followed.Name, _version);
        return listing is not null;
    }

    /// <summary>Goes on without what may not be read. That is told at once: a right that is missing does not come with patience.</summary>
    /// <exception cref="IOException">It is needed.</exception>
    private async Task LeaveOutAsync(ForbiddenException exception, CancellationToken cancellation)
    {
        if (followed.IsNeeded)
        {
            throw new IOException(exception.Message, exception);
        }

        if (_isLeftOut)
        {
            return;
        }

        logger.LeftOut(followed.Name, exception.Message, pace.LongestPause);
        await changes.WriteAsync(new FollowerChange(followed, [], [.. _known.Keys], IsList: true, IsForbidden: true), cancellation).ConfigureAwait(false);
        _known.Clear();
        _isLeftOut = true;
    }

    private async Task TakeAsync(FollowedEvent told, CancellationToken cancellation)
    {
        if (told.Present is { } present)
        {
            _known[present.Document.Name] = present.Version;
            await changes.WriteAsync(new FollowerChange(followed, [present.Document], [], false), cancellation).ConfigureAwait(false);
        }
        else if (told.Gone is { } gone && _known.Remove(gone))
        {
            await changes.WriteAsync(new FollowerChange(followed, [], [gone], false), cancellation).ConfigureAwait(false);
        }

        _version = told.WatchVersion.Length > 0 ? told.WatchVersion : _version;
    }
}
