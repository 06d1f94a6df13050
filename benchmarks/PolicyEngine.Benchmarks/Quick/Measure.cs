using System.Diagnostics;
using System.Globalization;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Times an action a few times and prints the least, the median and what it allocates.</summary>
internal static class Measure
{
    private const int WarmUps = 8;

    public static void Header() => Console.WriteLine($"{"what",-44}{"least",14}{"median",14}{"allocated",16}");

    /// <param name="name">What is measured.</param>
    /// <param name="runs">How often; the first run is not counted unless it is the only one.</param>
    /// <param name="operations">How many operations one run does.</param>
    /// <param name="action">The run.</param>
    /// <param name="bytes">The bytes of input a run reads; then the speed is printed too.</param>
    public static void Time(string name, int runs, int operations, Action action, long bytes = 0)
    {
        if (operations > 1 && runs > 1)
        {
            WarmUp(action);
        }

        var times = new List<double>();
        long allocated = 0;
        TimeSpan pauses = default;
        for (int run = 0; run < runs; run++)
        {
            if (operations == 1)
            {
                GC.Collect();
            }

            TimeSpan pausesBefore = GC.GetTotalPauseDuration();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            action();
            double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            pauses = GC.GetTotalPauseDuration() - pausesBefore;
            if (run > 0 || runs == 1)
            {
                times.Add(elapsed / operations);
            }
        }

        times.Sort();
        string speed = bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{bytes * 1000.0 / times[0],10:F1} MB/s");
        string pause = operations > 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{pauses.TotalMilliseconds,10:F0} ms in collections");
        Console.WriteLine($"{name,-44}{Text(times[0]),14}{Text(times[times.Count / 2]),14}{Size(allocated / operations),16}{speed}{pause}");
    }

    /// <summary>Applies changes one after the other and prints the median and the longest.</summary>
    public static void Spread<T, TChange>(string name, IEnumerable<TChange> changes, ref T state, Func<T, TChange, T> apply)
    {
        var times = new List<double>();
        foreach (TChange change in changes)
        {
            long start = Stopwatch.GetTimestamp();
            state = apply(state, change);
            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        times.Sort();
        Console.WriteLine($"{name,-44}{Text(times[times.Count / 2]),14}{"longest",14}{Text(times[^1]),16}");
    }

    /// <summary>
    /// Long enough for the runtime to compile the code to its best form, which it does after a while in the background: on one core
    /// it gets there only when nothing else runs.
    /// </summary>
    private static void WarmUp(Action action)
    {
        for (int round = 0; round < WarmUps; round++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            while (Environment.CpuUsage.TotalTime - start < TimeSpan.FromMilliseconds(300))
            {
                action();
            }

            Thread.Sleep(400);
        }
    }

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB"),
    };

    private static string Text(double nanoseconds) => nanoseconds switch
    {
        < 1e4 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F1} ns"),
        < 1e7 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F1} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F1} ms"),
    };
}
