namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>How many addresses a node may have and keeps in store.</summary>
/// <param name="MaxEnis">How many interfaces for pods the node may have.</param>
/// <param name="AddressesPerEni">How many addresses each of them may have.</param>
public sealed record EniPoolSettings(int MaxEnis, int AddressesPerEni)
{
    /// <summary>How many addresses are kept idle at least.</summary>
    public int MinIdle { get; init; }

    /// <summary>How many addresses are kept idle at most.</summary>
    public int MaxIdle { get; init; } = int.MaxValue;

    /// <summary>Which interface gets the next address.</summary>
    public EniChoice Choice { get; init; }

    /// <summary>How long an address above the least number may be idle; null for ever.</summary>
    public TimeSpan? IdleFor { get; init; }

    /// <summary>How many addresses the node may have in all.</summary>
    public int Capacity => MaxEnis * AddressesPerEni;

    /// <summary>The same with bounds that the node can keep: the least not above the most, and that not above the capacity.</summary>
    internal EniPoolSettings Fitted => this with { MaxIdle = Math.Min(MaxIdle, Capacity), MinIdle = Math.Min(MinIdle, Math.Min(MaxIdle, Capacity)) };

    /// <summary>How many interfaces for pods a machine may have; one of its adapters is its own.</summary>
    /// <param name="adapters">The adapters of its kind of machine.</param>
    /// <param name="ratio">The share of them that pods may use.</param>
    /// <param name="shift">How many are added to that.</param>
    public static int MaxEnisOf(int adapters, double ratio = 1, int shift = 0) => Math.Max(0, (int)(adapters * ratio) + shift - 1);
}

/// <summary>Which interface gets the next address.</summary>
public enum EniChoice
{
    /// <summary>The one that is furthest and has most addresses, so that few are in use.</summary>
    MostAddresses,

    /// <summary>The one that has fewest, a new one first.</summary>
    FewestAddresses,
}
