using Microsoft.Extensions.Logging;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>What a host logs of its snapshots.</summary>
internal static partial class SnapshotLog
{
    [LoggerMessage(1, LogLevel.Information, "Snapshot {Revision} of {Source} is published: {Policies} policies, {Endpoints} endpoints, {Diagnostics} diagnostics")]
    public static partial void Published(this ILogger logger, string revision, string source, int policies, int endpoints, int diagnostics);

    [LoggerMessage(2, LogLevel.Warning, "What was read from {Source} is not published, as it has errors ({Errors}), of which the first is: {First}")]
    public static partial void HeldBack(this ILogger logger, string source, int errors, string first);

    [LoggerMessage(3, LogLevel.Warning, "{Source} cannot be followed: {Reason}; next attempt in {Pause}")]
    public static partial void Failed(this ILogger logger, string source, string reason, TimeSpan pause);

    [LoggerMessage(4, LogLevel.Warning, "{Source} has given no snapshot within {Timeout}; the host starts without one")]
    public static partial void StartsWithout(this ILogger logger, string source, TimeSpan timeout);

    [LoggerMessage(5, LogLevel.Error, "Something that was told of a new snapshot failed")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Debug, "Attempt {Attempt} to follow {Source} has failed")]
    public static partial void AttemptFailed(this ILogger logger, Exception? exception, string source, int attempt);
}
