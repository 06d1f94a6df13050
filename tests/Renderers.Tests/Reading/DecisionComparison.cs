using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>Asks two rulesets about the same packets: on their way through the host, and in each single chain.</summary>
internal sealed class DecisionComparison(LoadedRuleset left, LoadedRuleset right, IpFamily family)
{
    private const int Most = 3;

    private readonly RulesetInterpreter _left = new(left);
    private readonly RulesetInterpreter _right = new(right);
    private readonly PacketSampler _sampler = new(left, family, seed: 17);
    private readonly List<string> _differences = [];

    /// <summary>How many of the packets were not accepted.</summary>
    public int Stopped { get; private set; }

    /// <summary>Packets that must not be asked about, by the path or the chain.</summary>
    public Func<Packet, string, bool> Excludes { get; init; } = (_, _) => false;

    /// <summary>The first packets that are decided differently, with both ways.</summary>
    /// <param name="packets">How many packets are sent through the host, and into each chain.</param>
    /// <param name="counterpart">The chain of the right side that a chain of the left one is compared with; null for none.</param>
    public string Run(int packets, Func<LoadedTable, LoadedChain, (LoadedTable Table, LoadedChain Chain)?> counterpart)
    {
        for (int count = 0; count < packets; count++)
        {
            (Packet packet, PacketPath path) = _sampler.Next();
            if (!Excludes(packet, path.ToString()))
            {
                Compare($"{path}", packet, _left.Judge(packet, path), _right.Judge(packet, path));
            }
        }

        foreach (LoadedTable table in left.Tables)
        {
            foreach (LoadedChain chain in table.Chains.Values.Where(chain => chain.Base is null))
            {
                if (counterpart(table, chain) is not var (otherTable, otherChain))
                {
                    continue;
                }

                for (int count = 0; count < packets / 10; count++)
                {
                    Packet packet = _sampler.Next().Packet;
                    if (!Excludes(packet, chain.Name))
                    {
                        Compare(chain.Name, packet, RulesetInterpreter.JudgeIn(table, chain, packet), RulesetInterpreter.JudgeIn(otherTable, otherChain, packet));
                    }
                }
            }
        }

        return string.Join("\n", _differences.Take(Most));
    }

    /// <summary>Finds the chain of the same name in the table of the same name, which is there.</summary>
    public static Func<LoadedTable, LoadedChain, (LoadedTable Table, LoadedChain Chain)?> SameNames(LoadedRuleset right) =>
        (table, chain) =>
        {
            LoadedTable found = right.Tables.Single(other => other.Name == table.Name && other.Family == table.Family);
            return (found, found.Chains[chain.Name]);
        };

    /// <summary>Fails with the differences if there are any.</summary>
    public static void AssertNone(string differences) => Assert.True(differences.Length == 0, differences);

    private void Compare(string place, Packet packet, Judgement one, Judgement other)
    {
        Stopped += one.Verdict == PacketVerdict.Accept ? 0 : 1;
        if (one.Verdict != other.Verdict || one.Mark != other.Mark)
        {
            _differences.Add($"{place} {packet}\n{Text(one)}\n{Text(other)}");
        }
    }

    private static string Text(Judgement judgement) =>
        $"{judgement.Verdict} {judgement.Mark:x} {judgement.Reason}\n  " + string.Join("\n  ", judgement.Trace);
}
