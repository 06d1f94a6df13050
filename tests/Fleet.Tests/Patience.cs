using System.Diagnostics;

namespace Fleet.Tests;

/// <summary>Waits for what is bound to happen.</summary>
internal static class Patience
{
    private static readonly TimeSpan s_end = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);

    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await holds().ConfigureAwait(false))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < s_end, $"waited in vain: {what}");
            await Task.Delay(s_step).ConfigureAwait(false);
        }
    }

    public static Task UntilAsync(string what, Func<bool> holds) => UntilAsync(what, () => Task.FromResult(holds()));
}
