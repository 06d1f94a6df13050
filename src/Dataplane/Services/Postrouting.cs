namespace PolicyEngine.Dataplane.Services;

/// <summary>What <c>KUBE-POSTROUTING</c> does with a packet's mark.</summary>
/// <param name="Mark">The mark that the packet leaves with.</param>
/// <param name="IsMasqueraded">Whether its source becomes an address of the node.</param>
public readonly record struct Postrouting(uint Mark, bool IsMasqueraded)
{
    /// <summary>A packet without the mark for masquerading returns at once; others lose it and are masqueraded.</summary>
    public static Postrouting Of(ProxySettings settings, uint mark)
    {
        ArgumentNullException.ThrowIfNull(settings);
        uint asked = mark & settings.MasqueradeMark;
        return new(mark ^ asked, asked != 0);
    }
}
