using Microsoft.Extensions.Logging;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>What a host logs of reviews.</summary>
internal static partial class AdmissionLog
{
    [LoggerMessage(31, LogLevel.Information, "{Object}: allowed is {Allowed}, {Warnings} warnings. {Message}")]
    public static partial void Reviewed(this ILogger logger, string @object, bool allowed, int warnings, string message);

    [LoggerMessage(32, LogLevel.Warning, "{Object} could not be reviewed: {Reason}")]
    public static partial void NotReviewed(this ILogger logger, string @object, string reason);

    [LoggerMessage(33, LogLevel.Warning, "What came is no review: {Problem}")]
    public static partial void Malformed(this ILogger logger, string problem);

    [LoggerMessage(34, LogLevel.Error, "The review of {Object} failed")]
    public static partial void ReviewFailed(this ILogger logger, Exception exception, string @object);

    [LoggerMessage(35, LogLevel.Error, "Lint of revision {Revision} failed")]
    public static partial void RevisionFailed(this ILogger logger, Exception exception, string revision);
}
