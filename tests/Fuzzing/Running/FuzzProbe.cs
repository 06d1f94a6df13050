using System.Diagnostics;

namespace Fuzzing.Tests;

/// <summary>Lets a target read an input and looks at what that takes.</summary>
internal sealed class FuzzProbe(FuzzTarget target)
{
    private const int Repetitions = 3;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong; null where nothing is.</summary>
    public FuzzFailure? Try(FuzzInput input)
    {
        long start = Stopwatch.GetTimestamp();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(input);
        }
        catch (Exception exception)
        {
            return FuzzFailure.Of(exception);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return allocated > target.FixedMemory + (target.MemoryPerCharacter * input.Text.Length) ? new FuzzFailure($"memory: {allocated} bytes for {input.Text.Length} characters", null)
            : took > s_longest && Shortest(input) is var shortest && shortest > s_longest ? new FuzzFailure($"time: {shortest.TotalSeconds:F1} s for {input.Text.Length} characters", null)
            : null;
    }

    // The first time is also the machine's, and the compiler's.
    private TimeSpan Shortest(FuzzInput input) => Enumerable.Range(0, Repetitions).Min(_ =>
    {
        TimeSpan start = ThreadTime.Now();
        target.Read(input);
        return ThreadTime.Now() - start;
    });
}
