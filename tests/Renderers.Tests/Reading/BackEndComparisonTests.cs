using PolicyEngine.Renderers.Reading;
using PolicyEngine.Sets;
using TestKit;

namespace Renderers.Tests.Reading;

/// <summary>Felix means the same in both of its back ends, so both of its texts decide alike once they are read.</summary>
public sealed class BackEndComparisonTests
{
    private const int Packets = 3000;

    public static TheoryData<string, IpFamily> Cases => FelixCase.All;

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Iptables_and_nft_decide_alike(string name, IpFamily family)
    {
        var texts = new FelixCase(name, family);
        if (texts.ReadNft() is not { Problems.IsEmpty: true } nft)
        {
            return;
        }

        LoadedRuleset iptables = texts.ReadIptables();
        LoadedTable all = nft.Tables.Single();
        var comparison = new DecisionComparison(iptables, nft, family)
        {
            // `ct status != dnat` holds for every connection, translated or not, and for nothing that belongs to none.
            Excludes = (packet, place) => place is "Output" or "cali-OUTPUT" && (packet.DestinationTranslated || !packet.IsTracked),
        };

        // Long names are shortened in iptables only; those chains are compared by the way through the host.
        DecisionComparison.AssertNone(comparison.Run(Packets, (table, chain) =>
            all.Chains.TryGetValue($"{table.Name}-{chain.Name}", out LoadedChain? same) ? (all, same) : null));
    }

    [CorpusFact("felix/039-full-node-noencap")]
    public void The_packets_asked_about_are_not_all_accepted()
    {
        LoadedRuleset ruleset = new FelixCase("039-full-node-noencap", IpFamily.V4).ReadIptables();
        var comparison = new DecisionComparison(ruleset, ruleset, IpFamily.V4);

        comparison.Run(Packets, (_, _) => null);

        Assert.InRange(comparison.Stopped, Packets / 10, Packets - (Packets / 10));
    }
}
