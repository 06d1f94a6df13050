using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyEngine.AspNetCore.Following;

namespace AspNetCore.Tests.Following;

public sealed class FollowerTests
{
    [Fact]
    public async Task A_server_that_forgets_each_version_at_once_is_not_asked_without_pause()
    {
        var pace = new FollowPace(TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        var forgetful = new Forgetful();
        var clock = new StoppedClock();
        using var end = new CancellationTokenSource();
        Task following = new Follower(forgetful, pace, Channel.CreateUnbounded<FollowerChange>().Writer, clock, NullLogger.Instance).FollowAsync(end.Token);

        TimeSpan pause = await clock.Asked.Task;

        Assert.Equal((pace.FirstPause, 1), (pause, forgetful.Lists));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    private sealed class Forgetful : IFollowed
    {
        public string Name => "pods";

        public bool IsNeeded => true;

        public int Lists { get; private set; }

        public Task<Listing?> ListAsync(CancellationToken cancellation)
        {
            Lists++;
            return Task.FromResult<Listing?>(new Listing([], "1"));
        }

        public async IAsyncEnumerable<FollowedEvent> WatchAsync(string version, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            if (version.Length > 0)
            {
                throw new ExpiredException();
            }

            yield break;
        }
    }

    /// <summary>A clock that stands still, and tells who wants to wait for how long.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public TaskCompletionSource<TimeSpan> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked.TrySetResult(dueTime);
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
