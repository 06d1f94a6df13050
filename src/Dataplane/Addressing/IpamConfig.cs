namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The settings of address assignment for the whole cluster.</summary>
public sealed record IpamConfig
{
    /// <summary>The settings where nothing is set.</summary>
    public static IpamConfig Default { get; } = new();

    /// <summary>Whether hosts take addresses from their own blocks only.</summary>
    public bool StrictAffinity { get; init; }

    /// <summary>Whether a host that runs short claims a further block.</summary>
    public bool AutoAllocateBlocks { get; init; } = true;

    /// <summary>The most blocks a host may have; zero leaves it to the request, and to 20 in the end.</summary>
    public int MaxBlocksPerHost { get; init; }

    /// <summary>How long a released address rests before it is assigned again.</summary>
    public TimeSpan Cooldown { get; init; }

    /// <summary>The first contradiction among the settings; null if there is none.</summary>
    internal IpamError? Check()
    {
        if (!StrictAffinity && !AutoAllocateBlocks)
        {
            return new(IpamErrorKind.InvalidConfig, "without strict affinity blocks are always claimed automatically");
        }

        return MaxBlocksPerHost > 0 && !StrictAffinity
            ? new(IpamErrorKind.InvalidConfig, "a block limit needs strict affinity")
            : null;
    }
}
