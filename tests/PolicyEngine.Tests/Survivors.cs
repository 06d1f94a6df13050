namespace PolicyEngine.Tests;

/// <summary>Counts what is not garbage.</summary>
internal static class Survivors
{
    public static int Of(IEnumerable<WeakReference> references)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return references.Count(reference => reference.IsAlive);
    }
}
