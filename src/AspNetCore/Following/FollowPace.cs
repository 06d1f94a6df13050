using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>How patiently to follow.</summary>
/// <param name="FirstPause">How long to wait after the first failure; doubled with each.</param>
/// <param name="LongestPause">How long to wait at most, and how often to look for what is not there.</param>
/// <param name="GivesUpAfter">How long failures may last before the source counts as failed.</param>
internal sealed record FollowPace(TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan GivesUpAfter)
{
    /// <summary>Longer with each failure, and not the same for all that fail at once.</summary>
    /// <param name="failures">How many there were.</param>
    /// <param name="wished">How long the server wishes it to be; it is never longer than the longest.</param>
    public TimeSpan PauseAfter(int failures, TimeSpan wished = default)
    {
        TimeSpan pause = Pause.After(failures, FirstPause, LongestPause) * (0.5 + (Random.Shared.NextDouble() / 2));
        return wished > pause ? TimeSpan.FromTicks(Math.Min(wished.Ticks, LongestPause.Ticks)) : pause;
    }
}
