namespace PolicyEngine.Tests;

internal static class Allocation
{
    /// <summary>The bytes this thread allocates while <paramref name="action"/> runs, after a first run to warm up.</summary>
    public static long Of(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
