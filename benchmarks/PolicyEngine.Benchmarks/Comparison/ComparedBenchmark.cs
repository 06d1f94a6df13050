namespace PolicyEngine.Benchmarks.Comparison;

/// <summary>A benchmark of two runs.</summary>
internal sealed record ComparedBenchmark(string Name, Figures Before, Figures After)
{
    // Buffers that grow now and then are shared out over the operations of a run, of which no two runs have equally many.
    private const double AllocationFactor = 1.01;

    public double TimeRatio => After.Nanoseconds / Before.Nanoseconds;

    public bool AllocatesMore => After.Bytes > Before.Bytes * AllocationFactor;

    public bool IsSlower(double factor) => TimeRatio > factor;
}
