using Microsoft.Extensions.Logging;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>What the API logs.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(41, LogLevel.Error, "A request to {Route} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string route);
}
