namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>A linear congruential generator: the same numbers on every machine and with every version of the runtime.</summary>
internal sealed class FixedRandom(ulong seed)
{
    private ulong _state = seed;

    public int Below(int limit)
    {
        _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
        return (int)((_state >> 33) % (ulong)limit);
    }

    public bool OneIn(int count) => Below(count) == 0;
}
