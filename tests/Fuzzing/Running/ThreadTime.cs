using System.Diagnostics;
using System.Globalization;

namespace Fuzzing.Tests;

/// <summary>How long this thread has been working; on a busy machine time that passes says little.</summary>
internal static class ThreadTime
{
    private const string Schedule = "/proc/thread-self/schedstat";
    private const long NanosecondsPerTick = 100;

    /// <summary>The time on a processor where the system tells it, otherwise the time that passes.</summary>
    public static TimeSpan Now() => File.Exists(Schedule)
        ? TimeSpan.FromTicks(long.Parse(File.ReadAllText(Schedule).Split(' ')[0], CultureInfo.InvariantCulture) / NanosecondsPerTick)
        : Stopwatch.GetElapsedTime(0);
}
