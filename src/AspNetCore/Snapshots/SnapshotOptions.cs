namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>How a host follows its source.</summary>
public sealed class SnapshotOptions
{
    /// <summary>How long the host waits for the first snapshot before it starts without one; 30 s unless said otherwise, zero not to wait.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before a source that has failed is read again; doubled with each failure, up to <see cref="LongestPause"/>. 1 s unless said otherwise.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait at most; 1 min unless said otherwise.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait after so many failures in a row.</summary>
    internal TimeSpan PauseAfter(int failures) => Pause.After(failures, FirstPause, LongestPause);
}
