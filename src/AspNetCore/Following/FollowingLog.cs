using Microsoft.Extensions.Logging;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>What following a server logs.</summary>
internal static partial class FollowingLog
{
    [LoggerMessage(21, LogLevel.Debug, "{Count} {What} are listed at version {Version}")]
    public static partial void Listed(this ILogger logger, int count, string what, string version);

    [LoggerMessage(22, LogLevel.Debug, "The server has no {What}; it is asked again in {Pause}")]
    public static partial void Absent(this ILogger logger, string what, TimeSpan pause);

    [LoggerMessage(23, LogLevel.Warning, "{What} cannot be followed: {Reason}; next attempt in {Pause}")]
    public static partial void FollowingFailed(this ILogger logger, string what, string reason, TimeSpan pause);

    [LoggerMessage(24, LogLevel.Information, "The server has forgotten version {Version} of {What}; all are listed anew")]
    public static partial void Expired(this ILogger logger, string what, string version);

    [LoggerMessage(25, LogLevel.Warning, "{What} are left out, and asked for again in {Pause}: {Reason}")]
    public static partial void LeftOut(this ILogger logger, string what, string reason, TimeSpan pause);

    [LoggerMessage(26, LogLevel.Debug, "Attempt {Attempt} to follow {What} has failed")]
    public static partial void AttemptFailed(this ILogger logger, Exception exception, string what, int attempt);
}
