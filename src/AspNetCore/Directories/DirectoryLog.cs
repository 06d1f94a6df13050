using Microsoft.Extensions.Logging;

namespace PolicyEngine.AspNetCore.Directories;

/// <summary>What following files logs.</summary>
internal static partial class DirectoryLog
{
    [LoggerMessage(11, LogLevel.Warning, "There is no file to read in {Paths} yet")]
    public static partial void NothingThere(this ILogger logger, string paths);
}
