using PolicyEngine.Renderers.Reading;
using PolicyEngine.Sets;
using TestKit;

namespace Renderers.Tests.Reading;

/// <summary>Everything that Felix programs is understood.</summary>
public sealed class FelixReadingTests
{
    public static TheoryData<string, IpFamily> Cases => FelixCase.All;

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Every_line_for_iptables_is_understood(string name, IpFamily family)
    {
        var texts = new FelixCase(name, family);
        LoadedRuleset ruleset = texts.ReadIptables();

        Assert.Empty(ruleset.Problems.Where(problem => !IsOfAnotherPart(texts, problem)));
        Assert.NotEmpty(ruleset.Tables);
        Assert.DoesNotContain(Rules(ruleset), rule => rule.Conditions.OfType<UnknownCondition>().Any());
    }

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Every_line_for_ipset_is_understood(string name, IpFamily family) =>
        Assert.Empty(new FelixCase(name, family).ReadIpset().Problems);

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Every_line_for_nft_is_understood_but_those_that_nft_refuses(string name, IpFamily family)
    {
        var texts = new FelixCase(name, family);
        if (texts.ReadNft() is not { } ruleset)
        {
            return;
        }

        string[] lines = texts.Nft!.Split('\n');
        int[] refused = [.. Enumerable.Range(1, lines.Length).Where(line => IsRefused(lines[line - 1]))];

        Assert.Equal(refused, ruleset.Problems.Where(problem => !IsOfAnotherPart(texts, problem)).Select(problem => problem.Line).Distinct().Order());
    }

    [CorpusFact("felix/018-icmp")]
    public void A_code_without_its_protocol_is_a_problem_where_it_stands()
    {
        LoadedRuleset ruleset = new FelixCase("018-icmp", IpFamily.V4).ReadNft()!;

        Assert.Contains(ruleset.Problems, problem => problem.Message == "`code` is not understood here" && problem.Column > 40);
    }

    // Some cases hold a part of the chains, which the tools refuse because the rest is missing.
    private static bool IsOfAnotherPart(FelixCase texts, ReadProblem problem) =>
        texts.IsPart && (problem.Message.StartsWith("there is no chain `", StringComparison.Ordinal)
            || problem.Message.StartsWith("the target `cali-", StringComparison.Ordinal));

    private static bool IsRefused(string line) =>
        line.Contains("oifname eth+", StringComparison.Ordinal)
        || (line.Contains(" type ", StringComparison.Ordinal) && line.Contains(" code ", StringComparison.Ordinal));

    private static IEnumerable<LoadedRule> Rules(LoadedRuleset ruleset) =>
        ruleset.Tables.SelectMany(table => table.Chains.Values).SelectMany(chain => chain.Rules);
}
