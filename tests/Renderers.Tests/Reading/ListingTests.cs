using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;
using TestKit;

namespace Renderers.Tests.Reading;

/// <summary>What the tools print of a loaded text decides as the text does.</summary>
public sealed class ListingTests : IDisposable
{
    private const int Packets = 2000;

    private readonly string _folder = Directory.CreateTempSubdirectory("listing").FullName;

    public static TheoryData<string, IpFamily> Cases => FelixCase.All;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ToolTheory("iptables-restore", "iptables-save", "ip6tables-restore", "ip6tables-save", "ipset")]
    [MemberData(nameof(Cases))]
    public void What_iptables_and_ipset_list_decides_as_what_was_loaded(string name, IpFamily family)
    {
        var texts = new FelixCase(name, family);
        File.WriteAllText(PathOf("sets"), texts.Ipset);
        File.WriteAllText(PathOf("rules"), texts.Iptables);
        string program = family == IpFamily.V4 ? "iptables" : "ip6tables";
        (int exitCode, string errors) = Tools.Run(
            $"cd {_folder} && ipset restore < sets && {program}-restore --noflush < rules && {program}-save > rules.out && ipset save > sets.out");
        if (exitCode != 0)
        {
            // The kernel takes REJECT in chains of the table filter only, and no part of a state that names chains of the rest.
            Assert.True(texts.IsPart || texts.Iptables.Contains("--jump REJECT", StringComparison.Ordinal), errors);
            return;
        }

        LoadedIpsets sets = IpsetReader.Read(File.ReadAllText(PathOf("sets.out")));
        LoadedRuleset listed = IptablesReader.Read(File.ReadAllText(PathOf("rules.out")), family, sets.Sets);

        Assert.Empty(sets.Problems);
        Assert.Empty(listed.Problems);
        LoadedRuleset loaded = texts.ReadIptables();
        DecisionComparison.AssertNone(new DecisionComparison(loaded, listed, family).Run(Packets, DecisionComparison.SameNames(listed)));
    }

    [ToolTheory("nft")]
    [MemberData(nameof(Cases))]
    public void What_nft_lists_decides_as_what_was_loaded(string name, IpFamily family)
    {
        var texts = new FelixCase(name, family);
        if (texts.Nft is not { } text)
        {
            return;
        }

        LoadedRuleset loaded = NftScriptReader.Read(text);
        File.WriteAllText(PathOf("script"), text);
        (int exitCode, string _) = Tools.Run($"cd {_folder} && nft -f script && nft -j list ruleset > listed.json");
        Assert.Equal(loaded.Problems.IsEmpty, exitCode == 0);
        if (exitCode != 0)
        {
            return;
        }

        LoadedRuleset listed = NftJsonReader.Read(File.ReadAllText(PathOf("listed.json")));

        Assert.Empty(listed.Problems);
        DecisionComparison.AssertNone(new DecisionComparison(loaded, listed, family).Run(Packets, DecisionComparison.SameNames(listed)));
    }

    [ToolTheory("iptables-restore", "iptables-save", "ipset")]
    [InlineData(IpFamily.V4)]
    [InlineData(IpFamily.V6)]
    public void What_iptables_lists_of_many_kinds_of_rules_decides_as_what_was_loaded(IpFamily family)
    {
        string sets = WideTexts.Ipset(family);
        string rules = WideTexts.Iptables(family);
        File.WriteAllText(PathOf("sets"), sets);
        File.WriteAllText(PathOf("rules"), rules);
        string program = family == IpFamily.V4 ? "iptables" : "ip6tables";
        (int exitCode, string errors) = Tools.Run(
            $"cd {_folder} && ipset restore < sets && {program}-restore < rules && {program}-save > rules.out && ipset save > sets.out");
        Assert.True(exitCode == 0, errors);

        LoadedRuleset loaded = IptablesReader.Read(rules, family, IpsetReader.Read(sets).Sets);
        LoadedIpsets listedSets = IpsetReader.Read(File.ReadAllText(PathOf("sets.out")));
        LoadedRuleset listed = IptablesReader.Read(File.ReadAllText(PathOf("rules.out")), family, listedSets.Sets);

        Assert.Empty(loaded.Problems);
        Assert.Empty(listed.Problems);
        DecisionComparison.AssertNone(new DecisionComparison(loaded, listed, family).Run(Packets * 5, DecisionComparison.SameNames(listed)));
    }

    [ToolTheory("nft")]
    [InlineData(IpFamily.V4)]
    [InlineData(IpFamily.V6)]
    public void What_nft_lists_of_many_kinds_of_rules_decides_as_what_was_loaded(IpFamily family)
    {
        string script = WideTexts.Nft(family);
        File.WriteAllText(PathOf("script"), script);
        (int exitCode, string errors) = Tools.Run($"cd {_folder} && nft -f script && nft -j list ruleset > listed.json");
        Assert.True(exitCode == 0, errors);

        LoadedRuleset loaded = NftScriptReader.Read(script);
        LoadedRuleset listed = NftJsonReader.Read(File.ReadAllText(PathOf("listed.json")));

        Assert.Empty(loaded.Problems);
        Assert.Empty(listed.Problems);
        DecisionComparison.AssertNone(new DecisionComparison(loaded, listed, family).Run(Packets * 5, DecisionComparison.SameNames(listed)));
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}
