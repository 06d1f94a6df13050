using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Rejections by the answer that is sent: a reset answers TCP only, and ICMP its own family only.</summary>
internal static class NftRejects
{
    private static readonly VerdictEffect s_reject = new(ChainVerdict.Reject);

    /// <summary>The rejection; null if the answer is not understood.</summary>
    /// <param name="answer"><c>tcp</c>, <c>icmp</c>, <c>icmpv6</c> or <c>icmpx</c>; empty where nothing is said.</param>
    /// <param name="column">The column it begins at.</param>
    public static NftDone? With(string answer, int column) => answer switch
    {
        "" or "icmpx" => new NftDone(column, s_reject),
        "tcp" => new NftDone(column, s_reject, new ProtocolCondition(IntervalSet<byte>.Of(Protocol.Tcp.Number))),
        "icmp" => new NftDone(column, s_reject, new FamilyCondition(IpFamily.V4)),
        "icmpv6" => new NftDone(column, s_reject, new FamilyCondition(IpFamily.V6)),
        _ => null,
    };
}
