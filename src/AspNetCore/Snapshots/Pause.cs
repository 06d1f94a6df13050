namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>How long to wait before what has failed is tried again.</summary>
internal static class Pause
{
    private const int MaxDoublings = 30;

    /// <summary>The first pause, doubled with each failure in a row but the first, up to the longest.</summary>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest) =>
        TimeSpan.FromMilliseconds(Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, MaxDoublings)), longest.TotalMilliseconds));
}
